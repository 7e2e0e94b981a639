import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** What a stage permits; only the laptop's may send to itself, and without TLS. */
export interface UrlRule {
  readonly allowLoopback: boolean;
}

/** The rule of a stage. */
export const urlRuleOf = (stage: string): UrlRule => ({ allowLoopback: stage === 'local' });

/** Why a URL is refused, in words for its owner. */
export type UrlVerdict =
  | { readonly kind: 'fine'; readonly url: URL }
  | { readonly kind: 'refused'; readonly why: string };

const refused = (why: string): UrlVerdict => ({ kind: 'refused', why });

/** The host without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const innerSuffixes = ['.localhost', '.local', '.internal', '.intranet', '.lan', '.home.arpa'];

const isInnerName = (host: string): boolean =>
  !host.includes('.') || innerSuffixes.some((suffix) => host.endsWith(suffix));

const isLoopbackHost = (host: string): boolean => host === 'localhost' || isLoopbackAddress(host);

/** Whether a resolved address may be sent to. */
export const mayReach = (address: string, rule: UrlRule): boolean =>
  isPublicAddress(address) || (rule.allowLoopback && isLoopbackAddress(address));

/**
 * Judges a URL by its text. `URL` writes every disguise of an IPv4 address (decimal, octal, hexadecimal, short) as four
 * numbers before it is judged. A name is judged again by what it resolves to, at each delivery.
 */
export const judgeEndpointUrl = (text: string, rule: UrlRule): UrlVerdict => {
  const url = URL.parse(text);
  if (!url) return refused('It is not a URL.');
  const host = hostOf(url).replace(/\.$/, '').toLowerCase();
  const isOwn = rule.allowLoopback && isLoopbackHost(host);
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:'))
    return refused('Only https is allowed.');
  if (url.username !== '' || url.password !== '') return refused('It holds a user name or password.');
  if (url.hash !== '') return refused('It has a fragment.');
  if (isOwn) return { kind: 'fine', url };
  if (isIP(host) !== 0)
    return isPublicAddress(host) ? { kind: 'fine', url } : refused('Its address is not public.');
  return isInnerName(host) ? refused('Its host is not a public name.') : { kind: 'fine', url };
};
