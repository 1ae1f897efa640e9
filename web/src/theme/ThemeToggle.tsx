import { Moon, Sun } from "lucide-react";

import { IconButton } from "@/ui/IconButton";

import { chooseTheme, useTheme } from "./theme";

export function ThemeToggle() {
  const theme = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <IconButton label={`Switch to the ${other} theme`} onClick={() => chooseTheme(other)}>
      {theme === "dark" ? <Sun size={18} /> : <Moon size={18} />}
    </IconButton>
  );
}
