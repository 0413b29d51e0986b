package dev.tandem.bench.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/// Twenty pages of a shop, as such pages are: a header with a menu, a style sheet, a script that comes to life after
/// loading, pictures, forms, tables, and a barrier on every 25th element or so, as the pages of the WebAIM Million have
/// (57 on 1,173). The same in every run.
///
/// Each stands for a twentieth of the web: it has about as many elements as the middle page of that twentieth has, by
/// the quantiles that EcoIndex publishes (`dom_size`; the median page has some 600). Only the smallest are larger here,
/// because of their menus.
final class OrdinaryPages {

    private static final String[] WORDS =
            ("lamp chair table oak linen wool ceramic light warm kitchen garden window small large round every made by"
                            + " hand in our own workshop from wood that grew nearby and lasts for years of daily use")
                    .split(" ");

    private static final Pattern ELEMENT = Pattern.compile("<[a-z]");

    private final Random random = new Random(20_26);
    private final Map<String, String> pages = new LinkedHashMap<>();

    private OrdinaryPages() {
        page("/contact", "Contact", 24, form(5), this::field);
        page("/about", "About", 61, "", this::paragraph);
        page("/article/1", "Article 1", 117, "", this::paragraph);
        page("/checkout", "Checkout", 196, form(8), this::field);
        page("/article/2", "Article 2", 265, "", this::paragraph);
        page("/questions", "Questions", 328, "", this::question);
        page("/article/3", "Article 3", 388, "", this::paragraph);
        page("/product/1", "Product 1", 447, product() + table(12, 2), this::review);
        page("/product/2", "Product 2", 506, product() + table(12, 2), this::review);
        page("/prices", "Prices", 570, "", n -> table(14, 5));
        page("/", "Acme", 638, "", this::card);
        page("/product/3", "Product 3", 713, product() + table(12, 2), this::review);
        page("/search", "Search", 798, filters(), this::review);
        page("/product/4", "Product 4", 896, product() + table(12, 2), this::review);
        page("/category/1", "Category 1", 1_012, filters(), this::card);
        page("/category/2", "Category 2", 1_156, filters(), this::card);
        page("/category/3", "Category 3", 1_348, filters(), this::card);
        page("/category/4", "Category 4", 1_630, filters(), this::card);
        page("/category/5", "Category 5", 2_140, filters(), this::card);
        page("/stock", "Stock", 3_500, "", n -> table(110, 6));
    }

    /// From path to HTML.
    static Map<String, String> all() {
        return new OrdinaryPages().pages;
    }

    /// @param part one more of what the page is made of, by its number
    private void page(String path, String title, int elements, String beginning, IntFunction<String> part) {
        var menu = new StringBuilder();
        for (var n = 1; n <= 8; n++) {
            menu.append("<li><a href='/category/").append(n).append("'>").append(text(1)).append("</a></li>");
        }
        var body = new StringBuilder(beginning).append("<section class='cards'>");
        for (var n = 1; count(body) + 60 < elements; n++) {
            body.append(part.apply(n));
        }
        body.append("</section>");
        pages.put(
                path,
                """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%1$s | Acme</title>
                <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css"></head><body>
                <header><a href="/"><img src="/img/logo.svg" alt="Acme"></a><nav aria-label="Main"><ul>%2$s</ul></nav>
                <form role="search" action="/search"><input name="q" placeholder="Search"><button class="icon"></button>
                </form></header><main><h1>%1$s</h1>%3$s<section id="more"></section></main>
                <footer><ul>%2$s</ul><p class="faint">All prices include the tax.</p></footer>
                <script src="/site.js"></script></body></html>\
                """
                        .formatted(title, menu, body));
    }

    private static int count(CharSequence html) {
        return (int) ELEMENT.matcher(html).results().count();
    }

    private String card(int n) {
        return "<article class='card'><img src='/img/%d.svg' width='120' height='90'".formatted(n % 20)
                + (n % 9 == 0 ? ">" : " alt='%s'>".formatted(text(2)))
                + "<h2><a href='/product/%d'>%s</a></h2><p>%s</p>".formatted(n, text(3), text(14))
                + "<p class='%s'>%d €</p>".formatted(n % 8 == 0 ? "faint" : "price", n * 7)
                + "<button class='add'>%s</button></article>".formatted(n % 13 == 0 ? "" : "Add");
    }

    private String filters() {
        var filters = new StringBuilder("<form class='filters'><fieldset><legend>Filters</legend>");
        for (var n = 1; n <= 12; n++) {
            filters.append("<label><input type='checkbox' name='f%d'> %s</label>".formatted(n, text(1)));
        }
        return filters.append("</fieldset><select name='sort'><option>New<option>Old</select></form>").toString();
    }

    private String product() {
        var pictures = new StringBuilder("<section class='gallery'>");
        for (var n = 0; n < 8; n++) {
            pictures.append("<button><img src='/img/%d.svg'%s></button>".formatted(n, n == 5 ? "" : " alt='View'"));
        }
        return pictures + "</section><p>" + text(60) + "</p><div role='button' aria-pressed='maybe'>Save</div>";
    }

    private String review(int n) {
        return "<article><h3>%s</h3><p>%s</p><a href='/product/%d'>".formatted(text(4), text(30), n)
                + (n % 10 == 0 ? "" : "Read on")
                + "</a></article>";
    }

    private String paragraph(int n) {
        return (n % 4 == 1 ? "<h2>%s</h2>".formatted(text(5)) : "")
                + "<p>%s <a href='/article/%d'>%s</a> %s</p>".formatted(text(50), n, text(2), text(40))
                + (n % 6 == 0 ? "<figure><img src='/img/3.svg'><figcaption>Oak</figcaption></figure>" : "")
                + (n % 9 == 0 ? "<p class='faint'>%s</p>".formatted(text(8)) : "");
    }

    private String form(int fields) {
        var form = new StringBuilder("<form>");
        for (var n = 1; n <= fields; n++) {
            form.append(field(n));
        }
        return form.append("<button>Send</button></form>").toString();
    }

    private String field(int n) {
        return n % 5 == 0
                ? "<p>%s <input name='n%d'></p>".formatted(text(1), n)
                : "<p><label for='n%1$d'>%2$s</label> <input id='n%1$d' name='n%1$d'></p>".formatted(n, text(2));
    }

    private String question(int n) {
        return "<details><summary>%s?</summary><p class='%s'>%s</p></details>"
                .formatted(text(6), n % 8 == 0 ? "faint" : "answer", text(40));
    }

    private String table(int rows, int columns) {
        var table = new StringBuilder("<table><caption>Figures</caption><tbody>");
        for (var row = 1; row <= rows; row++) {
            table.append("<tr><th scope='row'>").append(text(2)).append("</th>");
            for (var column = 1; column <= columns; column++) {
                table.append("<td%s>%d</td>".formatted(row % 17 == 0 ? " class='faint'" : "", row * column));
            }
            table.append("</tr>");
        }
        return table.append("</tbody></table>").toString();
    }

    private String text(int words) {
        var text = new StringBuilder();
        for (var n = 0; n < words; n++) {
            text.append(n == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
