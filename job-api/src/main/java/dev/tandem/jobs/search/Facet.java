package dev.tandem.jobs.search;

/// What postings can be told apart by, filtered by and counted by.
enum Facet {
    SOURCE("source", 's', "source_id"),
    COMPANY("company", 'k', "company"),
    COUNTRY("country", 'c', "unnest(countries)"),
    WORKPLACE("workplace", 'w', "workplace"),
    EMPLOYMENT_TYPE("employmentType", 'e', "employment_type"),
    SENIORITY("seniority", 'l', "seniority"),
    STATUS("status", '-', "status");

    /// The workplace of a posting that names none.
    static final String UNKNOWN = "?";

    private final String parameter;
    private final char letter;
    private final String expression;

    Facet(String parameter, char letter, String expression) {
        this.parameter = parameter;
        this.letter = letter;
        this.expression = expression;
    }

    /// As callers call it.
    String parameter() {
        return parameter;
    }

    /// What it is in a row of `posting_search`.
    String expression() {
        return expression;
    }

    /// The word that stands for this value in the index; the migration writes it.
    String word(String value) {
        return "@" + letter + "/" + value;
    }

    /// The one word that stands for a country and a workplace together, which are many postings' each, and few's both.
    static String place(String country, String workplace) {
        return "@p/" + country + "/" + workplace;
    }
}
