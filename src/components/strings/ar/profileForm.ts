import type { KitStrings } from "../language";
import { characters, counted, digits, list, refusal } from "./words";

export const profileForm: KitStrings["ProfileForm"] = {
  title: "ملفك الشخصي",
  nameless: "لا اسم بعد",
  labels: {
    username: "اسم المستخدم",
    first_name: "الاسم الأول",
    last_name: "اسم العائلة",
    interests: "الاهتمامات",
    onboarding: "الإعداد",
    image_url: "الصورة",
  },
  hints: {
    username: "به يجدك الآخرون، ويجب ألا يكون مأخوذًا.",
    first_name: "",
    last_name: "",
    interests: "ما يهمك. اضغط مفتاح الإدخال بعد كل واحد.",
  },
  email: "البريد الإلكتروني",
  emailHint: "يُغيَّر من إعدادات الحساب.",
  save: "حفظ التغييرات",
  undo: "تراجع",
  undoSave: "التراجع عن هذا الحفظ",

  unchanged: "لا شيء للحفظ.",
  unsaved: (fields) => `لم يُحفظ بعد: ${list(fields)}.`,
  saving: "جارٍ الحفظ…",
  offline: "لا اتصال. تُرسل تغييراتك حالما يعود الاتصال.",
  savedHere: "حُفظ.",
  saved: "حُفظ هنا وفي Clerk.",
  awaitingClerk: "حُفظ هنا، ولم يؤكده Clerk بعد.",

  onItsWay: {
    title: "حُفظ هنا، وهو في طريقه إلى Clerk",
    body: "لم يُجب Clerk. سنواصل المحاولة، وليس عليك شيء.",
  },
  onlyClerk: {
    title: "حُفظ في Clerk، وليس هنا بعد",
    body: (reason) => `${reason} تظهر بياناتك الجديدة هنا حالما يخبرنا بها Clerk.`,
  },
  clerkRefused: {
    title: "لم يقبل Clerk هذا، فلم يتغيّر شيء",
    body: "ما كتبته ما زال هنا.",
  },
  partlyRefused: {
    title: "حُفظ بعضه",
    body: (lost) => `لم يقبل Clerk: ${list(lost)}. وحُفظ كل ما عدا ذلك.`,
  },
  convexRefused: {
    title: "لم يُحفظ شيء",
    body: (reason) => `${reason} ما كتبته ما زال هنا.`,
  },
  bothFailed: {
    title: "لم يُحفظ شيء، ولم يضع شيء",
    body: "تعذّرت الكتابة في التطبيق وفي Clerk. ما كتبته ما زال هنا، فحاول مرة أخرى.",
  },
  earlierRefusal: {
    title: "لم يقبل Clerk تغييرك الأخير",
    body: (reason) => `${reason} وعادت القيم السابقة.`,
  },
  tryAgain: "حاول مرة أخرى",
  dismiss: "إخفاء",

  invalid: (count) =>
    count === 1
      ? "يحتاج حقل واحد إلى مراجعة"
      : `تحتاج إلى المراجعة: ${counted(count, { one: "حقل", two: "حقلان", few: "حقول", many: "حقلًا" })}`,
  mistakes: {
    too_long: (limit) => `${characters(limit)} على الأكثر.`,
    unprintable: () => "فيه أحرف لا يمكن عرضها.",
    has_spaces: () => "لا مسافات في اسم المستخدم.",
    too_many: (limit) => `اختر ${digits(limit)} على الأكثر.`,
  },
  refusal,
  username: {
    checking: "نتحقق مما إذا كان متاحًا…",
    free: "متاح، على حد علمنا.",
    taken: "اسم المستخدم هذا لشخص آخر.",
    unchecked: "تعذّر التحقق مما إذا كان متاحًا. سيتبيّن ذلك عند الحفظ.",
    unusual: {
      too_short: (min) => `يطلب Clerk عادةً ${characters(min)} على الأقل.`,
      characters: () => "يقبل Clerk عادةً الأحرف اللاتينية والأرقام و«_» و«-» فقط.",
      only_digits: () => "يطلب Clerk عادةً حرفًا واحدًا على الأقل.",
    },
  },
  leave: {
    title: "أتغادر دون حفظ؟",
    body: (fields) => `${list(fields)}: ما كتبته لم يُحفظ بعد.`,
    stay: "البقاء هنا",
    leave: "المغادرة دون حفظ",
    close: "البقاء هنا",
  },
  atField: (label, error) => `${label}: ${error}`,
  elsewhere: (value) =>
    value.length === 0
      ? "أُفرغ في مكان آخر في هذه الأثناء."
      : `تغيّر في مكان آخر في هذه الأثناء إلى «${typeof value === "string" ? value : list(value)}».`,
  takeTheirs: "استخدام تلك القيمة",
  keepMine: "إبقاء قيمتي",

  loading: "جارٍ تحميل ملفك الشخصي",
  signedOut: { title: "لم تسجّل الدخول", body: "سجّل الدخول ليظهر ملفك الشخصي هنا." },
  notAccepted: {
    title: "لم يُقبل تسجيل دخولك هنا",
    body: "يعرفك Clerk، لكن خادم التطبيق لا يقبل شهادته. ربما ينقص قالب JWT المسمّى «convex».",
  },
  deleted: {
    title: "حُذف هذا الحساب",
    body: "لم يعد هنا ملف شخصي.",
  },
  noProfile: {
    title: "يجري إعداد ملفك الشخصي",
    body: "يظهر من تلقاء نفسه حالما يخبرنا Clerk عنك.",
    create: "إعداده الآن",
  },
};
