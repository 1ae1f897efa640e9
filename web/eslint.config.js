import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist", "src/api/schema.d.ts"] },
  js.configs.recommended,
  { files: ["scripts/**/*.mjs"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["**/*.tsx"], ...a11y.flatConfigs.strict },
  {
    // Every word of the traveller's page is one of src/locales; the console is in English.
    files: ["src/**/*.tsx"],
    ignores: ["src/console/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "JSXText[value=/\\p{L}{2}/u]", message: "Words belong into src/locales." },
        {
          selector: "JSXAttribute[name.name=/^(aria-label|title|alt|placeholder|label|lead|note|hint|send)$/] > Literal[value=/\\p{L}{2}/u]",
          message: "Words belong into src/locales.",
        },
      ],
    },
  },
  { files: ["**/*.{ts,tsx}"], ...hooks.configs.flat.recommended },
);
