package dev.tandem.audit.witness;

import java.util.regex.Pattern;

/// What walls say, in the languages that most sites are written in. Each is looked for in texts that were chosen for
/// it, never in a whole page, where most of these words are harmless.
final class WallWords {

    /// Paths that lead to a form which asks who the visitor is.
    static final Pattern LOGIN_PATH =
            pattern(
                    "(^|[/_.-])(log-?in|sign-?in|logon|anmelden|einloggen|connexion|sso|oauth2?|adfs|saml2?|auth"
                            + "|authenticate|wp-login\\.php|users/sign_in|account/login|u/login|idp)([/.]|$)");

    static final Pattern LOGIN =
            words(
                    "log ?in|log ?on|sign ?in|signin|login|anmelden|anmeldung|einloggen|connexion|se connecter"
                            + "|iniciar sesión|acceder|accedi|inicia sesión|entrar"
                            + "|iniciar sessão|inloggen|aanmelden|logga in"
                            + "|log ind|logg inn|kirjaudu|zaloguj|přihlásit|войти|вход|giriş yap",
                    "ログイン|登录|登入|로그인");

    /// Titles and headings of checks for robots.
    static final Pattern ROBOT =
            words(
                    "just a moment|attention required|checking your browser|verify(ing)? you are (a )?human"
                            + "|are you (a )?(human|robot)|robot check|bot detection|pardon our interruption"
                            + "|security check|ddos[- ]guard|ddos protection"
                            + "|please verify you|access to this page has been denied"
                            + "|human verification|unusual traffic|nur einen moment|un instant|un momento",
                    "しばらくお待ちください|请稍候|人机验证");

    /// Addresses that only such checks load. Cloudflare's own script path is not among them: ordinary pages behind it
    /// load that too.
    static final Pattern ROBOT_SOURCE =
            pattern(
                    "challenges\\.cloudflare\\.com/turnstile|/cdn-cgi/challenge-platform/h/|_incapsula_resource"
                            + "|captcha-delivery\\.com|px-cloud\\.net|px-captcha"
                            + "|perimeterx|geo\\.captcha|hcaptcha\\.com"
                            + "|recaptcha/(api|enterprise)|awswaf\\.com|funcaptcha|arkoselabs");

    /// Identifiers that only such checks use.
    static final Pattern ROBOT_MARK =
            pattern(
                    "^(px-captcha|challenge-(form|running|stage|error-text|success-text)|cf-challenge.*|cf-wrapper"
                            + "|cf-please-wait|sec-if-.*|captcha-box|distil.*)$");

    /// Akamai's refusal, which has no script.
    static final Pattern REFUSED = pattern("access denied.*reference ?#|request unsuccessful\\. incapsula");

    /// What a question for consent is about.
    static final Pattern CONSENT =
            words(
                    "cookies?|consent|gdpr|dsgvo|privacy|datenschutz|einwilligung|consentement|confidentialité"
                            + "|privacidad|consentimiento|privacidade|consentimento"
                            + "|consenso|riservatezza|toestemming|samtycke"
                            + "|samtykke|evästee\\p{L}*|zgod\\p{L}+|ciasteczk\\p{L}*"
                            + "|soubory cookie|súhlas|файл\\p{L}* cookie|çerez\\p{L}*",
                    "個人情報|クッキー|隐私|쿠키");

    /// What it offers.
    static final Pattern AGREE =
            words(
                    "accept|accept all|agree|allow all|i agree|got it"
                            + "|reject all|akzeptieren|annehmen|zustimmen|ablehnen"
                            + "|einverstanden|accepter|tout accepter|refuser|j'accepte"
                            + "|aceptar|rechazar|acepto|aceitar|rejeitar"
                            + "|accetta|accetto|rifiuta|accepteren|akkoord|weigeren"
                            + "|godkänn|acceptera|accepter alle|godta"
                            + "|hyväksy|akceptuj\\p{L}*|zgadzam|przyjmuję|přijmout"
                            + "|souhlasím|súhlasím|принять|согласен|kabul et",
                    "同意|すべて許可|接受|동의");

    /// Frames of consent tools, which belong to other sites and tell nothing but their names.
    static final Pattern CONSENT_FRAME =
            pattern(
                    "sp_message_iframe|sp consent|consentmanager|trustarc|truste|onetrust|cookiebot|didomi|quantcast"
                            + "|usercentrics|privacy-mgmt|cmp[-_.]|consent");

    private static final String NOT_FOUND_WORDS =
            "(error |http |fehler |erreur )?404( error| -.*)?"
                    + "|(error )?404[ .:!–-]*(page )?not found|(the )?(page|site|file)"
                    + " (was |is |could |can )?(not|n't) (be )?found|not found|page (does not|doesn't) exist"
                    + "|(oops!? )?(we can't find|we couldn't find|this page (isn't|is not) available).*"
                    + "|(die )?seite (wurde )?nicht gefunden|(la )?page (est )?introuvable|page non trouvée"
                    + "|página no encontrada|(la )?pagina non (è stata )?trovata|página não encontrada"
                    + "|pagina niet gevonden|sidan (hittades inte|finns inte)|siden (blev )?ikke (fundet|funnet)"
                    + "|sivua ei löyt(ynyt|y)|nie znaleziono strony|strona nie istnieje|stránka nenalezena"
                    + "|страница не найдена|ページが見つかりません.*|页面(不存在|未找到)|找不到(页面|網頁)"
                    + "|페이지를 찾을 수 없습니다|sayfa bulunamadı";

    /// A heading that is nothing else.
    static final Pattern NOT_FOUND = pattern("^[\\W_]*(" + NOT_FOUND_WORDS + ")[\\W_]*$");

    /// One part of a title such as `Page not found | Acme`.
    static final Pattern TITLE_SEPARATOR = Pattern.compile("\\s+[|–—·:»-]+\\s+");

    /// Titles and headings of servers that are not well, though they say 200.
    static final Pattern BROKEN =
            pattern(
                    "^[\\W_]*(50[0-4][ :–-]*)?(internal server error|bad gateway|service (temporarily )?unavailable"
                            + "|gateway time-?out|application error|server error( in .*)?|fatal error|error 50[0-4]"
                            + "|(site )?(is )?(down for |under )maintenance|wartungsarbeiten|database error"
                            + "|error establishing a database connection)[\\W_]*$");

    /// What stands where the page will be.
    static final Pattern LOADING =
            pattern(
                    "^[\\W_]*(loading|please wait|wird geladen|bitte warten|laden|chargement( en cours)?|cargando"
                            + "|caricamento|carregando|laster|laddar|ladataan|ładowanie|načítání|загрузка|読み込み中|加载中"
                            + "|로딩 ?중|yükleniyor)[\\W_]*$");

    private WallWords() {}

    /// @param unspaced words of languages that put no spaces between words
    private static Pattern words(String spaced, String unspaced) {
        return pattern("(?<![\\p{L}\\p{N}])(" + spaced + ")(?![\\p{L}\\p{N}])|" + unspaced);
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
