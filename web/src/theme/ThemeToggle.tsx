import { Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";

import { chooseTheme, useTheme } from "./theme";

export function ThemeToggle() {
  const { t } = useTranslation();
  const theme = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <IconButton label={t(`theme.${other}`)} onClick={() => chooseTheme(other)}>
      {theme === "dark" ? <Sun size={18} /> : <Moon size={18} />}
    </IconButton>
  );
}
