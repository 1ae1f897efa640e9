import {
  Amphora, Armchair, Beer, Binoculars, BookOpen, Building2, CakeSlice, Castle, Church, Coffee, Columns3, Drama, Dumbbell,
  FerrisWheel, Fish, Flower2, Footprints, Frame, Hammer, Hotel, House, Landmark, Library, type LucideIcon, Martini,
  Milestone, MoonStar, Mountain, Music, Palette, PawPrint, Sandwich, Ship, ShoppingBag, Soup, Sparkles, Store,
  Tent, TreePalm, Trees, Utensils, Waves,
} from "lucide-react";

import type { Category } from "@/api/types";

import { Hexagram, Pagoda, Torii } from "./OwnIcons";

interface Look {
  icon: LucideIcon;
  /** The family of colour that its tile takes; see CategoryTile.module.css. */
  tone: "culture" | "sacred" | "view" | "green" | "water" | "trade" | "play" | "food" | "sleep";
  name: string;
}

export const CATEGORIES: Readonly<Record<Category, Look>> = {
  museum: { icon: Landmark, tone: "culture", name: "Museum" },
  gallery: { icon: Frame, tone: "culture", name: "Gallery" },
  temple: { icon: Pagoda, tone: "sacred", name: "Temple" },
  shrine: { icon: Torii, tone: "sacred", name: "Shrine" },
  church: { icon: Church, tone: "sacred", name: "Church" },
  mosque: { icon: MoonStar, tone: "sacred", name: "Mosque" },
  synagogue: { icon: Hexagram, tone: "sacred", name: "Synagogue" },
  palace: { icon: Columns3, tone: "culture", name: "Palace" },
  castle: { icon: Castle, tone: "culture", name: "Castle" },
  monument: { icon: Milestone, tone: "culture", name: "Monument" },
  landmark: { icon: Landmark, tone: "view", name: "Landmark" },
  architecture: { icon: Building2, tone: "culture", name: "Architecture" },
  archaeology: { icon: Amphora, tone: "culture", name: "Archaeology" },
  viewpoint: { icon: Binoculars, tone: "view", name: "Viewpoint" },
  square: { icon: Milestone, tone: "view", name: "Square" },
  bridge: { icon: Waves, tone: "view", name: "Bridge" },
  park: { icon: Trees, tone: "green", name: "Park" },
  garden: { icon: Flower2, tone: "green", name: "Garden" },
  nature: { icon: Mountain, tone: "green", name: "Nature" },
  beach: { icon: TreePalm, tone: "water", name: "Beach" },
  cemetery: { icon: Flower2, tone: "green", name: "Cemetery" },
  market: { icon: Store, tone: "trade", name: "Market" },
  shopping: { icon: ShoppingBag, tone: "trade", name: "Shopping" },
  bookshop: { icon: BookOpen, tone: "trade", name: "Bookshop" },
  library: { icon: Library, tone: "culture", name: "Library" },
  neighbourhood: { icon: Footprints, tone: "view", name: "Neighbourhood" },
  zoo: { icon: PawPrint, tone: "green", name: "Zoo" },
  aquarium: { icon: Fish, tone: "water", name: "Aquarium" },
  theme_park: { icon: FerrisWheel, tone: "play", name: "Theme park" },
  theatre: { icon: Drama, tone: "play", name: "Theatre" },
  music: { icon: Music, tone: "play", name: "Music" },
  nightlife: { icon: Martini, tone: "play", name: "Nightlife" },
  sport: { icon: Dumbbell, tone: "play", name: "Sport" },
  wellness: { icon: Sparkles, tone: "water", name: "Wellness" },
  workshop: { icon: Hammer, tone: "play", name: "Workshop" },
  cruise: { icon: Ship, tone: "water", name: "Cruise" },
  tour: { icon: Palette, tone: "play", name: "Tour" },
  restaurant: { icon: Utensils, tone: "food", name: "Restaurant" },
  cafe: { icon: Coffee, tone: "food", name: "Café" },
  bar: { icon: Beer, tone: "food", name: "Bar" },
  bakery: { icon: CakeSlice, tone: "food", name: "Bakery" },
  street_food: { icon: Sandwich, tone: "food", name: "Street food" },
  food_market: { icon: Soup, tone: "food", name: "Food market" },
  hotel: { icon: Hotel, tone: "sleep", name: "Hotel" },
  hostel: { icon: Tent, tone: "sleep", name: "Hostel" },
  guesthouse: { icon: House, tone: "sleep", name: "Guesthouse" },
  apartment: { icon: Building2, tone: "sleep", name: "Apartment" },
  ryokan: { icon: Armchair, tone: "sleep", name: "Ryokan" },
  riad: { icon: House, tone: "sleep", name: "Riad" },
};
