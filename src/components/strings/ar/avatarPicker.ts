import type { KitStrings } from "../language";
import { counted, digits } from "./words";

export const avatarPicker: KitStrings["AvatarPicker"] = {
  label: "صورة الملف الشخصي",
  picture: (name) => (name ? `صورة ${name}` : "صورتك"),
  initials: (name) => (name ? `لا صورة؛ الأحرف الأولى من ${name}` : "لا صورة"),
  choose: "رفع صورة",
  change: "تغيير الصورة",
  takePhoto: "التقاط صورة",
  remove: "إزالة",
  undo: "تراجع",
  cancel: "إلغاء",
  hint: "PNG أو JPEG أو GIF أو WebP، بحجم 10 ميغابايت على الأكثر. يمكنك أيضًا سحبها أو لصقها هنا.",
  drop: "أفلت صورتك هنا",
  unavailable: {
    loading: "جارٍ تحميل صورتك…",
    signed_out: "سجّل الدخول لتغيير صورتك.",
    not_accepted: "لم يُقبل تسجيل دخولك هنا، فلا يمكن تغيير صورتك.",
    no_profile: "يجري إعداد ملفك الشخصي.",
    deleted: "حُذف هذا الحساب.",
  },
  reading: "جارٍ فتح الصورة…",
  chosen: "اختيرت صورة جديدة.",
  removed: "أُزيلت الصورة.",
  undone: "عادت الصورة السابقة.",

  rejected: "لا يمكن استخدام هذه الصورة",
  rejection: (rejection) => {
    switch (rejection.reason) {
      case "type":
        return `«${rejection.fileName}» ليس صورة PNG أو JPEG أو GIF أو WebP، أيًّا كان اسمه.`;
      case "size":
        return `حجمها ${megabytes(rejection.bytes)}، والممكن ${megabytes(rejection.maxBytes)} على الأكثر.`;
      case "empty":
        return `«${rejection.fileName}» فارغ.`;
      case "damaged":
        return `«${rejection.fileName}» تالف ولا يمكن فتحه.`;
      case "too_many_files":
        return `هذه ${counted(rejection.count, fileForms)}. اختر واحدًا.`;
      case "too_many_pixels": {
        const { width, height, maxPixels } = rejection;
        return `فيها ${megapixels(width * height)}، والممكن ${megapixels(maxPixels)} على الأكثر.`;
      }
    }
  },
  dismiss: "إخفاء",

  editor: "ضبط صورتك",
  editorHint: "اسحبها لتحريكها. يُستخدم ما داخل الدائرة.",
  stage: "الصورة في دائرتها",
  stageKeys: "مفاتيح الأسهم تحرّك الصورة، ومع Shift بخطوات صغيرة. الزائد والناقص يكبّران ويصغّران.",
  zoom: "التكبير",
  zoomValue: (percent) => `${digits(percent)}٪`,
  rotation: "التدوير",
  rotationValue: (degrees) => `${digits(degrees)}°`,
  rotateLeft: "تدوير 90° إلى اليسار",
  rotateRight: "تدوير 90° إلى اليمين",
  reset: "إعادة الضبط",
  position: (right, down) =>
    right === 0 && down === 0
      ? "في الوسط."
      : `${digits(Math.abs(right))}٪ إلى ${right < 0 ? "اليسار" : "اليمين"}، ${digits(Math.abs(down))}٪ إلى ${down < 0 ? "الأعلى" : "الأسفل"}.`,
  animation: "هذه صورة متحركة",
  animationHint: "تُستخدم كما هي: القص يُبقي منها إطارًا واحدًا.",
  save: "استخدام الصورة",
  processing: "جارٍ تحضير صورتك…",
  processingFailed: "تعذّر تحضير الصورة",
  processingFailedHint: "لم يتمكن متصفحك من ذلك. حاول مرة أخرى أو اختر صورة أخرى.",
  close: "إغلاق",

  camera: "التقاط صورة",
  cameraStarting: "جارٍ تشغيل الكاميرا…",
  cameraView: "ما تراه الكاميرا",
  shoot: "التقاط",
  retake: "التقاط أخرى",
  cameraRefused: "الكاميرا محظورة",
  cameraRefusedHint:
    "اسمح لهذا الموقع باستخدام الكاميرا في إعدادات متصفحك ثم حاول مرة أخرى، أو ارفع صورة.",
  cameraMissing: "لم يُعثر على كاميرا",
  cameraMissingHint: "صِل واحدة وحاول مرة أخرى، أو ارفع صورة.",
  cameraFailed: "تعذّر تشغيل الكاميرا",
  cameraFailedHint: "ربما يستخدمها برنامج آخر. أغلقه ثم حاول مرة أخرى.",
  tryAgain: "حاول مرة أخرى",

  sending: "جارٍ إرسال صورتك…",
  percent: (percent) => `${digits(percent)}٪`,
  saving: "جارٍ الحفظ…",
  waiting: "لا اتصال. تُرسل صورتك حالما يعود الاتصال.",
  saved: "حُفظت هنا وفي Clerk.",
  onItsWay: {
    title: "حُفظت هنا، وهي في طريقها إلى Clerk",
    body: "لم يُجب Clerk. سنواصل المحاولة، وليس عليك شيء.",
  },
  onlyClerk: {
    title: "حُفظت في Clerk، وليس هنا بعد",
    body: (reason) => `${reason} تظهر صورتك هنا حالما يخبرنا بها Clerk.`,
  },
  cancelling: "جارٍ الإيقاف. سُئل Clerk من قبل، وننتظر جوابه…",
  cancelled: "أُلغي الإرسال. صورتك كما كانت.",
  cancelledLate: {
    title: "كانت صورتك الجديدة قد وصلت إلى Clerk",
    body: "أُوقف الإرسال هنا في الوقت المناسب، أما عند Clerk فلا. تظهر هنا حالما يخبرنا بها Clerk.",
  },
  cancelledUnheard: {
    title: "أُوقف الإرسال، وقد تكون صورتك عند Clerk",
    body: "لم يجب Clerk. إن كان قد أخذ صورتك الجديدة فستظهر هنا من تلقاء نفسها.",
  },
  noWayBack: "لا يمكن استعادة الصورة السابقة: المضيف الذي هي عنده لا يعطيها.",
  clerkRefused: {
    title: "لم يقبل Clerk هذه الصورة",
    body: (reason) => `${reason} وعادت صورتك السابقة.`,
  },
  appRefused: {
    title: "لم تُحفظ الصورة",
    body: (reason) => `${reason} وعادت صورتك السابقة.`,
  },
  failed: {
    title: "لم تُحفظ الصورة",
    body: "تعذّرت الكتابة في التطبيق وفي Clerk. عادت صورتك السابقة، فحاول مرة أخرى.",
  },
};

const fileForms = { one: "ملف واحد", two: "ملفان", few: "ملفات", many: "ملفًا" };

const megabyteFormat = new Intl.NumberFormat("ar", {
  style: "unit",
  unit: "megabyte",
  unitDisplay: "long",
  maximumFractionDigits: 1,
});

function megabytes(bytes: number): string {
  return megabyteFormat.format(bytes / 1024 / 1024);
}

function megapixels(pixels: number): string {
  return `${digits(Math.ceil(pixels / 1_000_000))} ميغابكسل`;
}
