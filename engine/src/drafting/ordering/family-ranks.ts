import { plainWords } from '../special-values.ts';
import { allRanked } from './all-ranked.ts';

/** Answers out of one of the well-known lists, in whatever selection. */
export function familyRanks(labels: readonly string[]): readonly number[] | null {
  const words = labels.map(plainWords);
  for (const family of families) {
    const ranks = allRanked(words, (word) => {
      const rank = family.findIndex((same) => same.test(word));
      return rank < 0 ? null : rank;
    });
    if (ranks !== null && new Set(ranks).size === labels.length) {
      return ranks;
    }
  }
  return null;
}

/** Lists of answers, lowest first. Each entry is what means the same; the first that fits counts. */
const families: readonly (readonly RegExp[])[] = [
  // how often
  [
    /^never$|^not at all$/,
    /^(?:almost never|hardly ever|very rarely|very seldom)$/,
    /^(?:rarely|seldom|infrequently)$/,
    /^(?:occas|occasionally|once in a while|now and then|a few times)$/,
    /^(?:sometimes|about half (?:of )?the time|every now and then)$/,
    /^(?:often|freq|frequently|regul|regularly|usually|fairly often|quite often|most of the time)$/,
    /^(?:very often|very frequently|almost always|nearly always|heavy|heavily)$/,
    /^(?:always|all (?:of )?the time|every time|constantly)$/,
  ],
  // how often, by the calendar
  [
    /^never$/,
    /^(?:less (?:often )?than (?:once )?(?:a|per) year|less often|not in the (?:past|last) year)$/,
    /^(?:yearly|annually|(?:about )?once (?:a|per) year)$/,
    /^(?:a few|several|2 3|2 to 3|a couple of) times (?:a|per) year$/,
    /^less (?:often )?than (?:once )?(?:a|per) month$/,
    /^(?:monthly|(?:about )?once (?:a|per) month)$/,
    /^(?:a few|several|2 3|2 to 3|a couple of) times (?:a|per) month$/,
    /^less (?:often )?than (?:once )?(?:a|per) week$/,
    /^(?:weekly|(?:about )?once (?:a|per) week)$/,
    /^(?:a few|several|2 3|2 to 3|a couple of) times (?:a|per) week$/,
    /^(?:4 6|4 to 6|most) (?:times|days) (?:a|per) week$/,
    /^(?:daily|every day|(?:about )?once (?:a|per) day)$/,
    /^(?:a few|several|multiple|many|2 3) times (?:a|per) day$/,
  ],
  // how much
  [
    /^(?:none|none at all|nothing|not at all|not any)$/,
    /^(?:a little|little|very little|a little bit|a bit|slightly)$/,
    /^(?:some|somewhat|a moderate amount|moderately|a fair amount)$/,
    /^(?:much|a lot|quite a bit|quite a lot|very|freq)$/,
    /^(?:very much|a great deal|extremely|tremendously)$/,
  ],
  // how good
  [
    /^(?:terrible|very poor|very bad|awful)$/,
    /^(?:poor|bad)$/,
    /^(?:fair|average|acceptable|ok|okay|so so|neither good nor bad|neutral)$/,
    /^good$/,
    /^very good$/,
    /^(?:excellent|outstanding|exceptional|perfect)$/,
  ],
  // how high, how large, how strong
  [
    /^(?:very low|lowest)$/,
    /^(?:low|lower)$/,
    /^(?:medium|med|moderate|mid|middle|average|intermediate)$/,
    /^(?:high|higher)$/,
    /^(?:very high|highest)$/,
  ],
  [
    /^(?:very|extra) small$/,
    /^small$/,
    /^(?:medium|moderate|middle)$/,
    /^(?:large|big)$/,
    /^(?:very|extra) (?:large|big)$/,
  ],
  [/^very weak$/, /^weak$/, /^(?:medium|moderate)$/, /^strong$/, /^very strong$/],
  [/^(?:no|never)$/, /^(?:maybe|perhaps|possibly|sometimes)$/, /^yes$/],
  // class
  [
    /^(?:lower|poor)(?: class)?$/,
    /^working(?: class)?$/,
    /^lower middle(?: class)?$/,
    /^middle(?: class)?$/,
    /^upper middle(?: class)?$/,
    /^(?:upper|rich)(?: class)?$/,
  ],
  // education; what is more special stands first within a degree
  [
    /^(?:none|no (?:formal )?(?:schooling|education|qualifications?))$/,
    /^(?:primary|elementary|grade) (?:school|education)(?: or less)?$|^primary$|^8th grade(?: or less)?$/,
    /^(?:some high school|(?:less|lower) than (?:a )?high school|(?:did not|didn t) (?:finish|complete|graduate from) high school|no high school)(?:\b.*)?$/,
    /^(?:high school|secondary|completed high school|graduated (?:from )?high school|hs\b)(?!.*college)(?:\b.*)?$/,
    /^(?:trade|technical|vocational|apprenticeship)\b.*$/,
    /^some (?:college|university|undergraduate)\b.*$/,
    /^(?:associates?|two year|2 year)\b.*$/,
    /^(?:bachelors?|four year|4 year|undergraduate|college|university)\b.*$/,
    /^some (?:graduate|postgraduate|post graduate)\b.*$/,
    /^(?:masters?|graduate|postgraduate|post graduate|advanced degree)\b.*$/,
    /^professional\b.*$/,
    /^(?:doctorate|doctoral|phd|ph d|doctor)\b.*$/,
  ],
];
