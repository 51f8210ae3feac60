/** Names of the countries whose grid can be chosen, in the language of the page. */
import { msg } from '../../words/msg.ts';
import { language } from '../../words/language.ts';
import { regions, WORLD } from '../../measure/energy/carbon.ts';

/**
 * Alpha-3 codes (ISO 3166-1, from Debian's iso-codes) followed by their alpha-2 code, where that is not just the first two letters.
 * The browser knows names by alpha-2 code only.
 */
const twoLetters =
  'AGOAO ATGAG ARMAM ABWAW AUTAT BHSBS BGDBD BRBBB BLRBY BLZBZ BENBJ BIHBA BRNBN BDIBI CPVCV CYMKY CAFCF TCDTD CHLCL CHNCN ' +
  'COMKM COGCG CODCD COKCK DNKDK SLVSV GNQGQ ESTEE SWZSZ FLKFK FROFO GUFGF PYFPF GRLGL GRDGD GLPGP GINGN GNBGW GUYGY IRQIQ ' +
  'IRLIE ISRIL JAMJM KAZKZ LBRLR LBYLY MACMO MDGMG MDVMV MLTMT MTQMQ MEXMX MNEME MOZMZ PRKKP PAKPK PNGPG PRYPY POLPL PRTPT ' +
  'SPMPM SENSN SRBRS SYCSC SVKSK SVNSI SLBSB KORKR SURSR SWESE TUNTN TURTR TKMTM UKRUA AREAE URYUY';

const exceptions = new Map(twoLetters.split(' ').map((entry) => [entry.slice(0, 3), entry.slice(3)]));

/** Every region with its name, the world first, then countries by name. */
export function namedRegions(): readonly { readonly id: string; readonly title: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const countries = regions
    .filter((code) => code !== WORLD)
    .map((code) => ({ id: code, title: names.of(exceptions.get(code) ?? code.slice(0, 2)) ?? code }))
    .sort((left, right) => left.title.localeCompare(right.title, language));
  return [{ id: WORLD, title: msg('World average') }, ...countries];
}
