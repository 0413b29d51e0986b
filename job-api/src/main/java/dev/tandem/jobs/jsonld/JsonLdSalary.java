package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JSON-LD posting's salary: figures in an amount, in a range within it, as a number or as text; the unit and the
/// currency on whichever of them.
record JsonLdSalary(JsonLd json) {

    // Longer than any range; what is longer is a sentence, or bait for an expression that backtracks.
    private static final int LONGEST_READ = 100;

    private static final Pattern FIGURE = Pattern.compile("\\d[\\d,.' \\u00a0\\u202f]*");
    private static final Pattern CURRENCY = Pattern.compile("\\b[A-Z]{3}\\b");

    @Nullable Salary of(JsonNode posting) {
        var base = salary(posting, "baseSalary");
        return base != null ? base : salary(posting, "estimatedSalary");
    }

    private @Nullable Salary salary(JsonNode posting, String property) {
        var amount = json.get(posting, property);
        var value = amount.isObject() ? json.get(amount, "value") : amount;
        var min = bound(amount, value, "minValue", "percentile10");
        var max = bound(amount, value, "maxValue", "percentile90");
        var figures = min == null && max == null ? figures(amount, value) : List.<BigDecimal>of();
        return Salary.of(
                figures.isEmpty() ? min : figures.getFirst(),
                figures.isEmpty() ? max : figures.getLast(),
                currency(posting, amount, value),
                period(posting, amount, value));
    }

    private @Nullable BigDecimal bound(JsonNode amount, JsonNode value, String property, String estimate) {
        for (var holder : List.of(value, amount)) {
            for (var name : List.of(property, estimate)) {
                var figures = figuresOf(json.get(holder, name));
                if (!figures.isEmpty()) {
                    return figures.getFirst();
                }
            }
        }
        return null;
    }

    private List<BigDecimal> figures(JsonNode amount, JsonNode value) {
        var single = figuresOf(value.isObject() ? json.get(value, "value") : value);
        return single.isEmpty() ? figuresOf(json.get(amount, "median")) : single;
    }

    /// One figure, or the two of a range such as "60,000 - 80,000".
    private static List<BigDecimal> figuresOf(JsonNode value) {
        if (value.isNumber()) {
            return List.of(value.decimalValue());
        }
        var text = Fields.text(value);
        var found = new ArrayList<BigDecimal>();
        if (text != null && text.length() <= LONGEST_READ) {
            FIGURE.matcher(text).results().map(match -> figure(match.group())).forEach(found::add);
        }
        // More than two are a sentence about money, not a range.
        return found.size() > 2 ? List.of() : found;
    }

    /// A separator followed by three digits groups thousands; the last one otherwise begins the decimals.
    private static BigDecimal figure(String text) {
        var compact = text.replaceAll("[' \\u00a0\\u202f]", "").replaceAll("[,.]+$", "");
        var grouped = compact.replaceAll("[,.](?=\\d{3}(\\D|$))", "");
        return new BigDecimal(grouped.replace(',', '.').replaceAll("\\.(?=.*\\.)", ""));
    }

    private @Nullable String currency(JsonNode posting, JsonNode amount, JsonNode value) {
        for (var named :
                List.of(
                        json.get(amount, "currency"),
                        json.get(value, "currency"),
                        json.get(posting, "salaryCurrency"),
                        json.get(amount, "salaryCurrency"))) {
            var text = Fields.text(named);
            if (text != null) {
                return text;
            }
        }
        var text = Fields.text(value);
        var inText = CURRENCY.matcher(text == null ? "" : text);
        return inText.find() ? inText.group() : null;
    }

    private @Nullable SalaryPeriod period(JsonNode posting, JsonNode amount, JsonNode value) {
        for (var holder : List.of(value, amount, posting)) {
            for (var property : List.of("unitText", "unitCode", "duration", "salaryUnit")) {
                var period = SalaryPeriod.of(Fields.text(json.get(holder, property)));
                if (period != null) {
                    return period;
                }
            }
        }
        return null;
    }
}
