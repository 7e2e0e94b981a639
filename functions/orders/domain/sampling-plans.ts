/**
 * Single sampling by attributes, normal inspection: ISO 2859-1:1999, table 1 (code letters) and table 2-A (master table). The same
 * plans are in MIL-STD-105E (1989), tables I and II-A, which is in the public domain; the tests compare cell by cell.
 */
export const samplingPlanSource = 'ISO 2859-1:1999 tables 1 and 2-A, single, normal';

/** Inspection levels: three general ones, of which II is the usual, and four special ones for small samples. */
export const inspectionLevels = ['S-1', 'S-2', 'S-3', 'S-4', 'I', 'II', 'III'] as const;
export type InspectionLevel = (typeof inspectionLevels)[number];

/** Table 1: lots of up to this many units have this letter at each level. */
export const codeLetterTable = `
lotMax    S-1 S-2 S-3 S-4  I  II III
8          A   A   A   A   A   A   B
15         A   A   A   A   A   B   C
25         A   A   B   B   B   C   D
50         A   B   B   C   C   D   E
90         B   B   C   C   C   E   F
150        B   B   C   D   D   F   G
280        B   C   D   E   E   G   H
500        B   C   D   E   F   H   J
1200       C   C   E   F   G   J   K
3200       C   D   E   G   H   K   L
10000      C   D   F   G   J   L   M
35000      C   D   F   H   K   M   N
150000     D   E   G   J   L   N   P
500000     D   E   G   J   M   P   Q
over       D   E   H   K   N   Q   R
`;

/**
 * Table 2-A: for each code letter its sample size, then for each AQL the acceptance number (Ac; the rejection number is one more), or
 * an arrow: `v` = use the first plan below, `^` = use the first plan above, each with its own sample size. AQLs up to 10 are per cent
 * nonconforming, those above are nonconformities per 100 units.
 */
export const masterTable = `
   size 0.010 0.015 0.025 0.040 0.065  0.10  0.15  0.25  0.40  0.65   1.0   1.5   2.5   4.0   6.5    10    15    25    40    65   100   150   250   400   650  1000
A     2     v     v     v     v     v     v     v     v     v     v     v     v     v     v     0     v     v     1     2     3     5     7    10    14    21    30
B     3     v     v     v     v     v     v     v     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21    30    44
C     5     v     v     v     v     v     v     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21    30    44     ^
D     8     v     v     v     v     v     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21    30    44     ^     ^
E    13     v     v     v     v     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21    30    44     ^     ^     ^
F    20     v     v     v     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^
G    32     v     v     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^
H    50     v     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^
J    80     v     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^
K   125     v     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^
L   200     v     v     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^
M   315     v     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^
N   500     v     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^
P   800     v     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^
Q  1250     0     ^     v     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^
R  2000     ^     ^     1     2     3     5     7    10    14    21     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^     ^
`;
