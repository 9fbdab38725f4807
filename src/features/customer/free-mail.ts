/**
 * Domains at which anybody can have an address, so that sharing one says nothing about a company: the large providers, their
 * national endings, Internet providers’ own mail, and addresses that are thrown away.
 */
const DOMAINS = `
gmail.com googlemail.com google.com outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp outlook.com.br outlook.be
hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.es hotmail.it hotmail.nl hotmail.be hotmail.se hotmail.com.br hotmail.com.ar
live.com live.co.uk live.de live.fr live.it live.nl live.be live.se live.ca live.com.au msn.com windowslive.com passport.com
yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.ca yahoo.com.br yahoo.com.ar yahoo.com.mx yahoo.com.au yahoo.co.in
yahoo.in yahoo.co.jp yahoo.com.sg yahoo.com.ph yahoo.co.id yahoo.com.vn yahoo.com.tw yahoo.com.hk yahoo.gr yahoo.ie yahoo.ro yahoo.se
ymail.com rocketmail.com myyahoo.com aol.com aol.de aol.co.uk aim.com icloud.com me.com mac.com
proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com keemail.me mailbox.org posteo.de posteo.net
fastmail.com fastmail.fm hushmail.com runbox.com disroot.org riseup.net startmail.com mailfence.com countermail.com hey.com
gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.fr gmx.us web.de freenet.de t-online.de mail.de email.de arcor.de online.de 1und1.de
freemail.hu vodafone.de unitybox.de kabelmail.de alice-dsl.net ewe.net bluewin.ch hispeed.ch sunrise.ch gmx.li a1.net aon.at chello.at
orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr voila.fr
libero.it virgilio.it alice.it tin.it tiscali.it fastwebnet.it inwind.it iol.it email.it pec.it
telefonica.net terra.es ono.com movistar.es sapo.pt mail.pt clix.pt
ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl hetnet.nl upcmail.nl telenet.be skynet.be proximus.be scarlet.be
btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk tiscali.co.uk o2.co.uk eircom.net
telia.com telia.se comhem.se bredband.net spray.se online.no tdcadsl.dk mail.dk stofanet.dk kolumbus.fi luukku.com
wp.pl o2.pl onet.pl onet.eu interia.pl interia.eu gazeta.pl poczta.fm op.pl tlen.pl seznam.cz centrum.cz email.cz post.cz volny.cz
azet.sk zoznam.sk centrum.sk abv.bg mail.bg dir.bg otenet.gr forthnet.gr
mail.ru inbox.ru list.ru bk.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua meta.ua bigmir.net
qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com aliyun.com 139.com 189.cn naver.com hanmail.net daum.net
nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com sify.com indiatimes.com
comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com netzero.net optonline.net
frontier.com frontiernet.net windstream.net centurylink.net embarqmail.com rogers.com shaw.ca sympatico.ca bell.net telus.net videotron.ca
bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au xtra.co.nz telkomsa.net webmail.co.za mweb.co.za
uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com prodigy.net.mx fibertel.com.ar
walla.com walla.co.il 012.net.il zoho.com zohomail.com zohomail.eu mail.com email.com usa.com post.com europe.com asia.com myself.com
inbox.com inbox.lv lycos.com excite.com
mailinator.com guerrillamail.com 10minutemail.com temp-mail.org tempmail.com yopmail.com trashmail.com sharklasers.com getnada.com
maildrop.cc dispostable.com throwawaymail.com fakeinbox.com mailnesia.com mintemail.com spamgourmet.com discard.email moakt.com
privaterelay.appleid.com duck.com mozmail.com relay.firefox.com simplelogin.com anonaddy.com users.noreply.github.com
`

const FREE: ReadonlySet<string> = new Set(DOMAINS.split(/\s+/).filter(Boolean))

/** Whether anybody can have an address at the domain. */
export const isFreeMail = (domain: string): boolean => FREE.has(domain.trim().toLowerCase())

/** The domain of an e-mail address that belongs to a company; nothing for a free one or what is no address. */
export function companyDomainOf(email: string): string | undefined {
  const at = email.lastIndexOf('@')
  const domain =
    at > 0
      ? email
          .slice(at + 1)
          .trim()
          .toLowerCase()
      : ''
  return domain.includes('.') && !isFreeMail(domain) ? domain : undefined
}
