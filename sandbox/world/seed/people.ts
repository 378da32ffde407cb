/** Who lives in the sandbox: believable people, of many names and scripts. All are invented. */

/** What a person is called; either name may be missing, as in life. */
export interface Named {
  readonly first: string | null;
  readonly last: string | null;
  /** Latin base of the username; `null` for someone who never chose one. */
  readonly handle: string | null;
}

/** The person `npm start` signs in as: staff with every right. */
export const admin: Named = { first: "Amara", last: "Okafor", handle: "amara" };
/** Staff who may look but not act. */
export const support: Named = { first: "Jonas", last: "Lindqvist", handle: "jonas" };

const written: readonly (readonly [string | null, string | null, string | null])[] = [
  ["Zoë", "van der Berg", "zoe_vdb"],
  ["Minh Anh", "Nguyễn", "minhanh"],
  ["李", "小龙", "xiaolong"],
  ["さくら", "田中", "sakura_t"],
  ["Олена", "Шевченко", "olena"],
  ["محمد", "الحسن", "m_alhasan"],
  ["נועה", "לוי", "noa-levi"],
  ["Γιώργος", "Παπαδόπουλος", "giorgos"],
  ["प्रिया", "शर्मा", "priya_s"],
  ["김", "민준", "minjun"],
  ["สมชาย", "ใจดี", "somchai"],
  ["Søren", "Ångström-Øye", "soren"],
  ["Teuku", null, "teuku"],
  [null, null, "quiet_otter"],
  ["Ana María", "García Márquez de la Fuente", "anamaria"],
  ["Chukwuemeka", "Nwosu", "emeka"],
  ["Siobhán", "O’Sullivan", "siobhan"],
  ["Łukasz", "Wiśniewski", "lukasz_w"],
  ["João Pedro", "da Silva", "jp_silva"],
  ["Fatima Zahra", "Benali", "fz_benali"],
  ["Kwame", "Mensah", "kwame"],
  ["Ingrid", "Þorsteinsdóttir", "ingrid"],
  ["Wei", "Zhang", "wei-zhang"],
  ["Leilani", "Kealoha", "leilani"],
  ["Mátyás", "Kovács", "matyas"],
  ["Aigerim", "Nurlanova", "aigerim"],
  ["D’Angelo", "Washington", "dangelo"],
  ["Yusuf", "Demir", "yusuf_d"],
  ["Eleni", "Christodoulou", "eleni"],
  ["Rashid", "Karimov", "rashid_k"],
  ["Nia", "Thomas", null],
  ["Beatriz", "Ferreira", "bia_f"],
  ["Tomáš", "Dvořák", "tomas_d"],
  ["Ngozi", "Adeyemi", "ngozi"],
  ["Hiroshi", "Yamamoto", "hiroshi_y"],
  ["Maya", "Goldberg", "maya_g"],
  ["Pierre-Yves", "Lefèbvre", "pylefebvre"],
  ["Anahí", "Quispe", "anahi_q"],
  ["Dmitri", "Volkov", "dvolkov"],
  ["Aisha", "Rahman", "aisha_r"],
  ["Finn", "McCarthy", "finn"],
  ["Thandiwe", "Dlamini", "thandi"],
  ["Marek", "Horváth", "marek_h"],
  ["Lucía", "Fernández", "lucia_f"],
  ["Oskar", "Lehtinen", "oskar_l"],
  ["Grace", "Wanjiru", "grace_w"],
  ["Bautista", "Rojas", "bauti"],
  ["Elif", "Yıldız", "elif_y"],
  ["Sven", "Bjørnstad", "sven_b"],
  ["Mei-Ling", "Chow", "meiling"],
  ["Arjun", "Patel", "arjun_p"],
  ["Camille", "Dubois", "camille_d"],
  ["Tariq", "Mahmood", "tariq_m"],
  ["Vesna", "Petrović", "vesna"],
  ["Malik", "Johnson", "malik_j"],
  ["Hana", "Suzuki", "hana_s"],
  ["Rosa", "Morales", "rosa_m"],
  ["Emil", "Sørensen", "emil_s"],
];

const givenNames =
  "Ada Ben Carla Dev Emma Farid Gita Hugo Iris Jamal Kira Leo Mina Noah Olga Paul Qing Rita Sami Tara Umar Vera Will Xenia Yara Zane".split(
    " ",
  );
const familyNames =
  "Abebe Bauer Costa Diaz Eriksen Fischer Gupta Hassan Ito Jensen Klein Lopez Moreau Novak Ortiz Park Quinn Rossi Silva Tanaka Usman Varga Weber Xu Young Zhou".split(
    " ",
  );

/** The `index`-th resident after staff: hand-written ones first, then as many more as are wanted. */
export function resident(index: number): Named {
  const known = written[index];
  if (known) return { first: known[0], last: known[1], handle: known[2] };
  const given = givenNames[index % givenNames.length] ?? "Ada";
  const family = familyNames[Math.floor(index / givenNames.length) % familyNames.length] ?? "Abebe";
  return { first: given, last: family, handle: `${given}_${family}_${index}`.toLowerCase() };
}

/** Which of the hand-written residents has that handle; Infinity when none has. */
export function residentNumber(handle: string): number {
  const index = written.findIndex(([, , known]) => known === handle);
  return index === -1 ? Infinity : index;
}

/** A person's address at a domain that can never receive mail. */
export function emailOf(person: Named, index: number): string {
  const local = person.handle ?? (person.first ?? "someone").toLowerCase().replace(/[^a-z]/g, "");
  return `${local || "someone"}${person.handle ? "" : index}@example.com`;
}
