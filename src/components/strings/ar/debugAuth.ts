import type { KitStrings } from "../language";
import { digits } from "./words";

export const debugAuth: KitStrings["DebugAuth"] = {
  title: "تنقيح: الجلسة وعمليات الحفظ",
  note: "أثناء التطوير فقط. لا شيء من هذا في النسخة النهائية.",
  loading: "جارٍ التحميل…",
  clerk: "Clerk",
  user: "الشخص",
  session: "الجلسة",
  signedOut: "لا تسجيل دخول",
  token: "الرمز «convex»",
  noToken: "لم يعطِ Clerk رمزًا. هل يوجد قالب JWT اسمه «convex»؟",
  expiresIn: (seconds) => `تنتهي صلاحيته خلال ${digits(seconds)} ث`,
  expired: (seconds) => `انتهت صلاحيته قبل ${digits(seconds)} ث؛ يجدده الطلب التالي`,
  convex: "Convex",
  auth: "الدخول",
  authStates: {
    loading: "قيد السؤال",
    authenticated: "يقبل الرمز",
    rejected: "لم يقبل رمزًا",
  },
  connection: "الاتصال",
  connected: "متصل",
  disconnected: "غير متصل",
  saves: "آخر عمليات الحفظ في هذه الصفحة",
  noSaves: "لا شيء منذ تحميل الصفحة.",
  copy: "نسخ كنص",
  copied: "نُسخ",
};
