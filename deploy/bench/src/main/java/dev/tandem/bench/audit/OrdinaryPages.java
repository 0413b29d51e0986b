package dev.tandem.bench.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Twenty pages of a shop, as such pages are: a header with a menu, a style sheet, a script that comes to life after
/// loading, pictures, forms, tables, 300 to 1,500 elements, and the barriers that shops have. The same in every run.
final class OrdinaryPages {

    private static final String[] WORDS =
            ("lamp chair table oak linen wool ceramic light warm kitchen garden window small large round every made by"
                            + " hand in our own workshop from wood that grew nearby and lasts for years of daily use")
                    .split(" ");

    private final Random random = new Random(20_26);
    private final Map<String, String> pages = new LinkedHashMap<>();

    private OrdinaryPages() {
        page("/", "Acme", cards(16) + article(3));
        for (var n = 1; n <= 5; n++) {
            page("/category/" + n, "Category " + n, filters() + cards(20 + 6 * n));
        }
        for (var n = 1; n <= 4; n++) {
            page("/product/" + n, "Product " + n, product() + table(12, 2) + reviews(20));
        }
        for (var n = 1; n <= 3; n++) {
            page("/article/" + n, "Article " + n, article(24));
        }
        page("/contact", "Contact", form(9) + article(2));
        page("/checkout", "Checkout", form(24));
        page("/questions", "Questions", questions(30));
        page("/prices", "Prices", table(14, 5));
        page("/stock", "Stock", table(110, 6));
        page("/search", "Search", filters() + reviews(40));
        page("/about", "About", article(8) + cards(6));
    }

    /// From path to HTML.
    static Map<String, String> all() {
        return new OrdinaryPages().pages;
    }

    private void page(String path, String title, String body) {
        var menu = new StringBuilder();
        for (var n = 1; n <= 8; n++) {
            menu.append("<li><a href='/category/").append(n).append("'>").append(text(1)).append("</a></li>");
        }
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

    private String cards(int number) {
        var cards = new StringBuilder("<section class='cards'>");
        for (var n = 1; n <= number; n++) {
            cards.append("<article class='card'><img src='/img/%d.svg' width='120' height='90'".formatted(n % 20))
                    .append(n % 9 == 0 ? ">" : " alt='%s'>".formatted(text(2)))
                    .append("<h2><a href='/product/%d'>%s</a></h2><p>%s</p>".formatted(n, text(3), text(14)))
                    .append("<p class='%s'>%d €</p>".formatted(n % 8 == 0 ? "faint" : "price", n * 7))
                    .append("<button class='add'>%s</button></article>".formatted(n % 13 == 0 ? "" : "Add"));
        }
        return cards.append("</section>").toString();
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

    private String reviews(int number) {
        var reviews = new StringBuilder("<section><h2>Voices</h2><ul>");
        for (var n = 1; n <= number; n++) {
            reviews.append("<li><h3>%s</h3><p>%s</p><a href='/product/%d'>".formatted(text(4), text(30), n))
                    .append(n % 10 == 0 ? "" : "Read on")
                    .append("</a></li>");
        }
        return reviews.append("</ul></section>").toString();
    }

    private String article(int paragraphs) {
        var article = new StringBuilder("<article>");
        for (var n = 1; n <= paragraphs; n++) {
            article.append(n % 4 == 1 ? "<h2>%s</h2>".formatted(text(5)) : "")
                    .append("<p>%s <a href='/article/%d'>%s</a> %s</p>".formatted(text(50), n, text(2), text(40)))
                    .append(n % 6 == 0 ? "<figure><img src='/img/3.svg'><figcaption>Oak</figcaption></figure>" : "");
        }
        return article.append("</article>").toString();
    }

    private String form(int fields) {
        var form = new StringBuilder("<form>");
        for (var n = 1; n <= fields; n++) {
            form.append(
                    n % 5 == 0
                            ? "<p>%s <input name='n%d'></p>".formatted(text(1), n)
                            : "<p><label for='n%1$d'>%2$s</label> <input id='n%1$d' name='n%1$d'></p>"
                                    .formatted(n, text(2)));
        }
        return form.append("<button>Send</button></form>").toString();
    }

    private String questions(int number) {
        var questions = new StringBuilder();
        for (var n = 1; n <= number; n++) {
            questions.append("<details><summary>%s?</summary><p>%s</p></details>".formatted(text(6), text(40)));
        }
        return questions.toString();
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
