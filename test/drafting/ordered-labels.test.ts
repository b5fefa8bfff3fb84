import { describe, expect, test } from 'vitest';
import { orderedLabels } from '#engine/drafting';

/** Each list is in order; it is handed over in two others. */
const ordered: Readonly<Record<string, readonly string[]>> = {
  'agreement, five points': ['Strongly disagree', 'Somewhat disagree', 'Neutral', 'Somewhat agree', 'Strongly agree'],
  'agreement, seven points': [
    ...['Strongly disagree', 'Disagree', 'Somewhat disagree', 'Neither agree nor disagree'],
    ...['Somewhat agree', 'Agree', 'Strongly agree'],
  ],
  'agreement, nobody at one end': ['Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree'],
  frequency: ['Never', 'Rarely', 'Sometimes', 'Often', 'Always'],
  'frequency, as Qualtrics has it': ['Never', 'Sometimes', 'About half the time', 'Most of the time', 'Always'].filter(
    (label) => label !== 'Sometimes',
  ),
  'frequency by the calendar': ['Never', 'Once a month', 'Once a week', '2-3 times a week', 'Daily'],
  likelihood: [
    ...['Extremely unlikely', 'Somewhat unlikely', 'Neither likely nor unlikely', 'Somewhat likely'],
    'Extremely likely',
  ],
  'likelihood, one side': [
    'Not at all likely',
    'Slightly likely',
    'Moderately likely',
    'Very likely',
    'Extremely likely',
  ],
  intention: ['Definitely not', 'Probably not', 'Might or might not', 'Probably yes', 'Definitely yes'],
  amount: ['None at all', 'A little', 'A moderate amount', 'A lot', 'A great deal'],
  importance: ['Not important', 'Slightly important', 'Moderately important', 'Important', 'Very important'],
  concern: ['Not at all concerned', 'Not very concerned', 'Somewhat concerned', 'Very concerned'],
  quality: ['Poor', 'Fair', 'Good', 'Very good', 'Excellent'],
  level: ['Low', 'Medium', 'High'],
  ideology: ['Very liberal', 'Liberal', 'Slightly liberal', 'Moderate', 'Slightly conservative', 'Conservative'],
  'age bands': ['18 - 24 years', '25 - 34 years', '35 - 44 years', '45 - 54 years', '55 - 64 years', '65 or older'],
  'age bands, open below': ['Under 18', '18-24', '25-34', '35 or over'],
  income: ['Less than $10,000', '$10,000 - $24,999', '$25,000 - $49,999', '$100,000 - $149,999', 'More than $150,000'],
  'income, short': ['<$20k', '$20k-$50k', '$50k-$100k', '>$100k'],
  children: ['None', '1', '2', '3 or more'],
  'numbered points': ['1 = not at all', '2', '3', '4', '5 = very much'],
  'points with words': ['0 (none)', '1 (a few)', '2 (many)'],
  education: ['Less than high school', 'High school graduate', 'Some college', '4 year degree', 'Doctorate'],
  years: ['0-5yrs', '6-11yrs', '12+ yrs'],
  class: ['Working class', 'Lower middle class', 'Middle class', 'Upper middle class'],
};

describe('labels with an order', () => {
  test.each(Object.entries(ordered))('%s', (_, labels) => {
    const shuffled = labels.map((label, index) => ({ label, key: (index * 7 + 3) % 11 })).sort((a, b) => a.key - b.key);
    expect(orderedLabels([...labels].reverse())).toEqual(labels);
    expect(orderedLabels(shuffled.map(({ label }) => label))).toEqual(labels);
  });
});

describe('labels without one', () => {
  test.each([
    ['two', ['Agree', 'Disagree']],
    ['names', ['Female', 'Male', 'Other']],
    ['groups', ['Asian', 'Black or African American', 'White or Caucasian', 'Other']],
    ['yes, no and something else', ['Yes', 'No', 'It depends']],
    ['parties', ['Democrat', 'Republican', 'Independent', 'Green']],
    ['two scales at once', ['Very likely', 'Very satisfied', 'Not at all likely']],
    ['different units', ['2 hours', '3 days', '4 weeks']],
    ['names with a number', ['District 4', 'District 2', 'District 9']],
    ['the same degree twice', ['Agree', 'agree', 'Disagree']],
    ['degrees and a stranger', ['Agree', 'Strongly agree', 'Banana']],
  ])('%s', (_, labels) => {
    expect(orderedLabels(labels)).toBeNull();
  });
});
