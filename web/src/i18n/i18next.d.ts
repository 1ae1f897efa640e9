import type account from "../locales/en/account.json";
import type chat from "../locales/en/chat.json";
import type common from "../locales/en/common.json";
import type console from "../locales/en/console.json";
import type documents from "../locales/en/documents.json";
import type edit from "../locales/en/edit.json";
import type errors from "../locales/en/errors.json";
import type form from "../locales/en/form.json";
import type input from "../locales/en/input.json";
import type landing from "../locales/en/landing.json";
import type map from "../locales/en/map.json";
import type notifications from "../locales/en/notifications.json";
import type plan from "../locales/en/plan.json";
import type practical from "../locales/en/practical.json";
import type share from "../locales/en/share.json";
import type sources from "../locales/en/sources.json";
import type trip from "../locales/en/trip.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      account: typeof account;
      chat: typeof chat;
      common: typeof common;
      console: typeof console;
      documents: typeof documents;
      edit: typeof edit;
      errors: typeof errors;
      form: typeof form;
      input: typeof input;
      landing: typeof landing;
      map: typeof map;
      notifications: typeof notifications;
      plan: typeof plan;
      practical: typeof practical;
      share: typeof share;
      sources: typeof sources;
      trip: typeof trip;
    };
  }
}
