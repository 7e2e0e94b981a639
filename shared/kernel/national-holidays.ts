/** One country's bank holidays in one year, weekdays only; a holiday on a weekend changes nothing and is left out. */
export interface NationalCalendar {
  readonly code: 'US' | 'KR' | 'CN' | 'VN';
  readonly year: number;
  /** `MM-DD` and the name of the holiday. */
  readonly holidays: readonly (readonly [monthDay: string, name: string])[];
  readonly source: string;
  /** `published`: the authority has announced the year. `verify`: computed or partly announced, to be checked before use. */
  readonly status: 'published' | 'verify';
}

/**
 * Closing days that move value dates, payouts and deadlines. Substitute and bridge days are in; the Saturdays and Sundays that
 * China turns into working days are not, because banks abroad are closed on them anyway.
 */
export const nationalCalendars: readonly NationalCalendar[] = [
  {
    code: 'US',
    year: 2026,
    // The Reserve Banks stay open on the Friday before a holiday that falls on Saturday (4 July 2026).
    source: 'Federal Reserve Financial Services, holiday schedule; dates computed from its rules',
    status: 'verify',
    holidays: [
      ['01-01', "New Year's Day"],
      ['01-19', 'Birthday of Martin Luther King, Jr.'],
      ['02-16', "Washington's Birthday"],
      ['05-25', 'Memorial Day'],
      ['06-19', 'Juneteenth'],
      ['09-07', 'Labor Day'],
      ['10-12', 'Columbus Day'],
      ['11-11', 'Veterans Day'],
      ['11-26', 'Thanksgiving Day'],
      ['12-25', 'Christmas Day'],
    ],
  },
  {
    code: 'US',
    year: 2027,
    // 19 June and 25 December fall on Saturday; 4 July falls on Sunday and is kept on Monday.
    source: 'Federal Reserve Financial Services, holiday schedule; dates computed from its rules',
    status: 'verify',
    holidays: [
      ['01-01', "New Year's Day"],
      ['01-18', 'Birthday of Martin Luther King, Jr.'],
      ['02-15', "Washington's Birthday"],
      ['05-31', 'Memorial Day'],
      ['07-05', 'Independence Day, observed'],
      ['09-06', 'Labor Day'],
      ['10-11', 'Columbus Day'],
      ['11-11', 'Veterans Day'],
      ['11-25', 'Thanksgiving Day'],
    ],
  },
  {
    code: 'KR',
    year: 2026,
    source:
      'Regulations on Holidays of Government Offices (substitute days, art. 3) and Labour Day; Constitution Day again from 2026',
    status: 'verify',
    holidays: [
      ['01-01', "New Year's Day"],
      ['02-16', 'Seollal'],
      ['02-17', 'Seollal'],
      ['02-18', 'Seollal'],
      ['03-02', 'Independence Movement Day, substitute'],
      ['05-01', 'Labour Day'],
      ['05-05', "Children's Day"],
      ['05-25', "Buddha's Birthday, substitute"],
      ['06-03', 'Local elections'],
      ['07-17', 'Constitution Day'],
      ['08-17', 'Liberation Day, substitute'],
      ['09-24', 'Chuseok'],
      ['09-25', 'Chuseok'],
      ['10-05', 'National Foundation Day, substitute'],
      ['10-09', 'Hangul Day'],
      ['12-25', 'Christmas Day'],
    ],
  },
  {
    code: 'KR',
    year: 2027,
    source: 'Regulations on Holidays of Government Offices (substitute days, art. 3), computed',
    status: 'verify',
    holidays: [
      ['01-01', "New Year's Day"],
      ['02-08', 'Seollal'],
      ['02-09', 'Seollal, substitute'],
      ['03-01', 'Independence Movement Day'],
      ['05-05', "Children's Day"],
      ['05-13', "Buddha's Birthday"],
      ['07-19', 'Constitution Day, substitute'],
      ['08-16', 'Liberation Day, substitute'],
      ['09-14', 'Chuseok'],
      ['09-15', 'Chuseok'],
      ['09-16', 'Chuseok'],
      ['10-04', 'National Foundation Day, substitute'],
      ['10-11', 'Hangul Day, substitute'],
      ['12-27', 'Christmas Day, substitute'],
    ],
  },
  {
    code: 'CN',
    year: 2026,
    source: 'General Office of the State Council, notice on holiday arrangements for 2026 (4 November 2025)',
    status: 'published',
    holidays: [
      ['01-01', "New Year's Day"],
      ['01-02', "New Year's Day"],
      ['02-16', 'Spring Festival'],
      ['02-17', 'Spring Festival'],
      ['02-18', 'Spring Festival'],
      ['02-19', 'Spring Festival'],
      ['02-20', 'Spring Festival'],
      ['02-23', 'Spring Festival'],
      ['04-06', 'Qingming'],
      ['05-01', 'Labour Day'],
      ['05-04', 'Labour Day'],
      ['05-05', 'Labour Day'],
      ['06-19', 'Dragon Boat Festival'],
      ['09-25', 'Mid-Autumn Festival'],
      ['10-01', 'National Day'],
      ['10-02', 'National Day'],
      ['10-05', 'National Day'],
      ['10-06', 'National Day'],
      ['10-07', 'National Day'],
    ],
  },
  {
    code: 'CN',
    year: 2027,
    // Statutory days and their weekday substitutes only; the bridge days come with the State Council's notice for the year.
    source:
      'Regulation on Public Holidays for National Annual Festivals and Memorial Days (2024 revision), computed',
    status: 'verify',
    holidays: [
      ['01-01', "New Year's Day"],
      ['02-05', 'Spring Festival'],
      ['02-08', 'Spring Festival'],
      ['02-09', 'Spring Festival, substitute'],
      ['02-10', 'Spring Festival, substitute'],
      ['04-05', 'Qingming'],
      ['05-03', 'Labour Day, substitute'],
      ['05-04', 'Labour Day, substitute'],
      ['06-09', 'Dragon Boat Festival'],
      ['09-15', 'Mid-Autumn Festival'],
      ['10-01', 'National Day'],
      ['10-04', 'National Day, substitute'],
      ['10-05', 'National Day, substitute'],
    ],
  },
  {
    code: 'VN',
    year: 2026,
    source:
      'Labour Code 2019, art. 112; notice on Tet and National Day 2026; Culture Day by Resolution 80-NQ/TW of January 2026',
    status: 'verify',
    holidays: [
      ['01-01', "New Year's Day"],
      ['02-16', 'Tet'],
      ['02-17', 'Tet'],
      ['02-18', 'Tet'],
      ['02-19', 'Tet'],
      ['02-20', 'Tet'],
      ['04-27', 'Hung Kings, substitute'],
      ['04-30', 'Reunification Day'],
      ['05-01', 'Labour Day'],
      ['09-01', 'National Day'],
      ['09-02', 'National Day'],
      ['11-24', 'Vietnam Culture Day'],
    ],
  },
  {
    code: 'VN',
    year: 2027,
    // Lunar New Year is 6 February; five days from its eve, the weekend made up. Which day joins 2 September is not announced.
    source: 'Labour Code 2019, art. 112, computed',
    status: 'verify',
    holidays: [
      ['01-01', "New Year's Day"],
      ['02-05', 'Tet'],
      ['02-08', 'Tet'],
      ['02-09', 'Tet'],
      ['02-10', 'Tet, substitute'],
      ['02-11', 'Tet, substitute'],
      ['04-16', 'Hung Kings'],
      ['04-30', 'Reunification Day'],
      ['05-03', 'Labour Day, substitute'],
      ['09-02', 'National Day'],
      ['09-03', 'National Day'],
      ['11-24', 'Vietnam Culture Day'],
    ],
  },
];
