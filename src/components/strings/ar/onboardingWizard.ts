import type { KitStrings } from "../language";
import { characters, digits, list, refusal } from "./words";

export const onboardingWizard: KitStrings["OnboardingWizard"] = {
  title: "إعداد ملفك الشخصي",

  progress: "الخطوات",
  position: (number, count) => `الخطوة ${digits(number)} من ${digits(count)}`,
  steps: {
    picture: "الصورة",
    name: "الاسم",
    username: "اسم المستخدم",
    interests: "الاهتمامات",
    done: "الإنهاء",
  },
  stepStates: {
    current: "",
    finished: "تمت",
    skipped: "تُخطّيت",
    trouble: "تحتاج إلى مراجعة",
    ahead: "لم تصل إليها بعد",
  },

  headings: {
    picture: "أضف صورة",
    name: "ما اسمك؟",
    username: "اختر اسم مستخدم",
    interests: "ما اهتماماتك؟",
    done: "المراجعة والإنهاء",
  },
  intros: {
    picture: "ليتعرّف عليك الآخرون. يمكنك تغييرها متى شئت.",
    name: "كما تود أن يقرأه الآخرون.",
    username: "به يجدك الآخرون، ولا يكون لغيرك.",
    interests: "بضع كلمات لكل واحد. تساعدنا على أن نعرض لك ما يهمك.",
    done: "هذا ما أخبرتنا به، ويمكن تغييره كله بعد.",
  },

  labels: {
    picture: "الصورة",
    first_name: "الاسم الأول",
    last_name: "اسم العائلة",
    username: "اسم المستخدم",
    interests: "الاهتمامات",
  },
  optional: "اختياري",
  interestsHint: "اضغط مفتاح الإدخال بعد كل واحد.",

  back: "رجوع",
  next: "التالي",
  skip: "التخطي الآن",
  finish: "إنهاء",
  tryAgain: "حاول مرة أخرى",
  dismiss: "إخفاء",
  goOnMeanwhile: "المتابعة في هذه الأثناء",

  saving: "جارٍ الحفظ…",
  cancelUpload: "إلغاء الرفع",
  uploading: (percent) => `جارٍ رفع صورتك: ${digits(percent)}٪`,
  finishing: "جارٍ الإنهاء…",
  offline: "لا اتصال. يُرسل هذا حالما يعود الاتصال.",
  offlineFinish: "لا اتصال. تنتهي حالما يعود الاتصال، فأبقِ هذه الصفحة مفتوحة.",
  offlineNow: "لا اتصال الآن.",

  missing: {
    picture: "اختر صورة.",
    first_name: "أدخل اسمك.",
    last_name: "أدخل اسم عائلتك.",
    username: "أدخل اسم مستخدم.",
    interests: "أدخل اهتمامًا واحدًا على الأقل.",
  },
  mistakes: {
    unfinished: () => "اضغط مفتاح الإدخال لإضافة هذا، أو أزله.",
    too_long: (limit) => `${characters(limit)} على الأكثر.`,
    unprintable: () => "فيه أحرف لا يمكن عرضها.",
    has_spaces: () => "لا مسافات في اسم المستخدم.",
    too_many: (limit) => `اختر ${digits(limit)} على الأكثر.`,
  },
  refusal,
  usernameHints: {
    checking: "نتحقق مما إذا كان متاحًا…",
    free: "متاح، على حد علمنا.",
    taken: "اسم المستخدم هذا لشخص آخر.",
    unchecked: "تعذّر التحقق مما إذا كان متاحًا. سيتبيّن ذلك عند المتابعة.",
  },
  unusualUsername: {
    too_short: (min) => `يطلب Clerk عادةً ${characters(min)} على الأقل.`,
    characters: () => "يقبل Clerk عادةً الأحرف اللاتينية والأرقام و«_» و«-» فقط.",
    only_digits: () => "يطلب Clerk عادةً حرفًا واحدًا على الأقل.",
  },

  refused: {
    title: "لم يقبل Clerk هذا",
    body: "ما أدخلته ما زال هنا.",
  },
  onlyClerk: {
    title: "حُفظ في Clerk، وليس هنا بعد",
    body: (reason) => `${reason} ما أدخلته ما زال هنا.`,
  },
  notSaved: {
    title: "تعذّر حفظ هذا",
    body: (reason) => `${reason} ما أدخلته ما زال هنا.`,
  },
  neitherSaved: {
    title: "لم يُحفظ شيء، ولم يضع شيء",
    body: "تعذّرت الكتابة في التطبيق وفي Clerk. ما أدخلته ما زال هنا.",
  },
  cancelled: {
    title: "لم تُرسل صورتك",
    old: "لقد أوقفتها، وما زالت مختارة: تابع لإرسالها أو اختر غيرها.",
    new: "لقد أوقفتها، لكنها كانت قد وصلت إلى Clerk: تظهر هنا حالما يخبرنا بها. تابع لإرسالها إلى هنا أيضًا.",
    unknown: "لقد أوقفتها، ولم يجب Clerk. إن كان قد أخذها فستظهر هنا من تلقاء نفسها.",
  },
  notFinished: {
    title: "لم تنتهِ بعد",
    refused: (fields) =>
      fields.length === 0
        ? "لم يقبل Clerk هذا. ما أدخلته ما زال هنا."
        : `لم يقبل Clerk: ${list(fields)}. ما أدخلته ما زال هنا.`,
    body: "ما أدخلته ما زال هنا.",
  },

  review: {
    none: "لا شيء",
    skipped: "تُخطّي",
    change: "تغيير",
    changeField: (label) => `تغيير ${label}`,
    picture: { chosen: "صورتك", none: "لا صورة" },
  },

  sides: {
    title: "أين هو الآن",
    convex: "هنا",
    clerk: "Clerk",
    states: {
      waiting: "ينتظر",
      busy: "جارٍ الحفظ…",
      saved: "حُفظ",
      on_its_way: "في الطريق",
      nothing: "لا شيء مطلوب",
      undone: "أُعيد كما كان",
      refused: "رُفض",
      failed: "لم يُحفظ",
      cancelled: "أُلغي",
      differs: "ليس متطابقًا بعد",
    },
    reasons: {
      waiting: "لا اتصال. يُرسل حالما يعود الاتصال.",
      on_its_way: "لم يؤكده Clerk بعد. نواصل المحاولة، وليس عليك شيء.",
      undone: "رفضه Clerk، فعاد ما يتعلق به كما كان.",
      brought: "يصل إلى هنا من تلقاء نفسه حالما يخبرنا به Clerk.",
      differs: "ما زال لدى Clerk شيء آخر. نحن نعالج ذلك.",
    },
  },

  completed: {
    title: "كل شيء جاهز",
    greeting: (name) => `أهلًا بك، ${name}.`,
    body: "ملفك الشخصي جاهز.",
    mend: (label) => `تغيير ${label}`,
    done: "متابعة",
  },

  loading: "جارٍ تحميل ملفك الشخصي",
  signedOut: { title: "لم تسجّل الدخول", body: "سجّل الدخول لتتمكن من إعداد ملفك الشخصي." },
  notAccepted: {
    title: "لم يُقبل تسجيل دخولك هنا",
    body: "يعرفك Clerk، لكن خادم التطبيق لا يقبل شهادته. ربما ينقص قالب JWT المسمّى «convex».",
  },
  deleted: {
    title: "حُذف هذا الحساب",
    body: "لم يعد هنا ما يُعدّ.",
  },
  noProfile: {
    title: "يجري إعداد ملفك الشخصي",
    body: "يظهر من تلقاء نفسه حالما يخبرنا Clerk عنك.",
    create: "إعداده الآن",
  },
};
