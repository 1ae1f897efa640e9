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
}

export const CATEGORIES: Readonly<Record<Category, Look>> = {
  museum: { icon: Landmark, tone: "culture" },
  gallery: { icon: Frame, tone: "culture" },
  temple: { icon: Pagoda, tone: "sacred" },
  shrine: { icon: Torii, tone: "sacred" },
  church: { icon: Church, tone: "sacred" },
  mosque: { icon: MoonStar, tone: "sacred" },
  synagogue: { icon: Hexagram, tone: "sacred" },
  palace: { icon: Columns3, tone: "culture" },
  castle: { icon: Castle, tone: "culture" },
  monument: { icon: Milestone, tone: "culture" },
  landmark: { icon: Landmark, tone: "view" },
  architecture: { icon: Building2, tone: "culture" },
  archaeology: { icon: Amphora, tone: "culture" },
  viewpoint: { icon: Binoculars, tone: "view" },
  square: { icon: Milestone, tone: "view" },
  bridge: { icon: Waves, tone: "view" },
  park: { icon: Trees, tone: "green" },
  garden: { icon: Flower2, tone: "green" },
  nature: { icon: Mountain, tone: "green" },
  beach: { icon: TreePalm, tone: "water" },
  cemetery: { icon: Flower2, tone: "green" },
  market: { icon: Store, tone: "trade" },
  shopping: { icon: ShoppingBag, tone: "trade" },
  bookshop: { icon: BookOpen, tone: "trade" },
  library: { icon: Library, tone: "culture" },
  neighbourhood: { icon: Footprints, tone: "view" },
  zoo: { icon: PawPrint, tone: "green" },
  aquarium: { icon: Fish, tone: "water" },
  theme_park: { icon: FerrisWheel, tone: "play" },
  theatre: { icon: Drama, tone: "play" },
  music: { icon: Music, tone: "play" },
  nightlife: { icon: Martini, tone: "play" },
  sport: { icon: Dumbbell, tone: "play" },
  wellness: { icon: Sparkles, tone: "water" },
  workshop: { icon: Hammer, tone: "play" },
  cruise: { icon: Ship, tone: "water" },
  tour: { icon: Palette, tone: "play" },
  restaurant: { icon: Utensils, tone: "food" },
  cafe: { icon: Coffee, tone: "food" },
  bar: { icon: Beer, tone: "food" },
  bakery: { icon: CakeSlice, tone: "food" },
  street_food: { icon: Sandwich, tone: "food" },
  food_market: { icon: Soup, tone: "food" },
  hotel: { icon: Hotel, tone: "sleep" },
  hostel: { icon: Tent, tone: "sleep" },
  guesthouse: { icon: House, tone: "sleep" },
  apartment: { icon: Building2, tone: "sleep" },
  ryokan: { icon: Armchair, tone: "sleep" },
  riad: { icon: House, tone: "sleep" },
};
