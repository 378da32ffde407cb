import type { KitStrings } from "../language";
import { list } from "./words";

export const syncBadge: KitStrings["SyncBadge"] = {
  statuses: {
    in_sync: "متزامن",
    pending: "قيد الانتظار",
    drifted: "مختلف",
    failed: "فشل",
    deleted: "محذوف",
  },
  offline: "لا اتصال",
  notAccepted: "غير مقبول",
  settingUp: "قيد الإعداد",
  loading: "جارٍ تحميل حالة المزامنة",
  fields: {
    username: "اسم المستخدم",
    first_name: "الاسم الأول",
    last_name: "اسم العائلة",
    image_url: "الصورة",
    email: "البريد الإلكتروني",
    interests: "الاهتمامات",
    onboarding: "الإعداد",
  },
  reasons: {
    inSync: "لدى Clerk وهذا التطبيق البيانات نفسها عنك.",
    pending: (fields) =>
      fields.length === 0
        ? "تغييرك الأخير محفوظ هنا، ولم يؤكده Clerk بعد."
        : `حُفظ هنا: ${list(fields)}. ولم يؤكده Clerk بعد.`,
    drifted: (fields) =>
      fields.length === 0
        ? "لدى Clerk بيانات عنك تختلف عمّا في هذا التطبيق."
        : `يختلف Clerk وهذا التطبيق في: ${list(fields)}. نحن نعالج ذلك.`,
    failed: "تعذّر تلقّي آخر ما أخبرنا به Clerk عنك. نحن نعالج ذلك.",
    refused: (reason) => `لم يقبل Clerk تغييرك الأخير: ${reason}`,
    deleted: "حُذف هذا الحساب في Clerk.",
    offline: "لا اتصال، فقد لا يكون هذا آخر ما استجد. تُرسل التغييرات حالما يعود الاتصال.",
    notAccepted: "يعرفك Clerk، لكن خادم التطبيق لا يقبل شهادته.",
    settingUp: "يظهر ملفك الشخصي حالما يخبرنا Clerk عنك.",
  },
  why: "لماذا؟",
};
