package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.match.FilterView;
import dev.tandem.jobs.posting.PostingStatus;
import dev.tandem.jobs.source.Provider;
import dev.tandem.jobs.source.SourceView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One option of a list to choose from.
record Choice(String value, String text, boolean chosen) {

    static List<Choice> providers() {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", "As the address says", true));
        for (var provider : Provider.values()) {
            choices.add(new Choice(provider.name(), Names.provider(provider.name()), false));
        }
        return choices;
    }

    /// What a posting can be to its user.
    static List<Choice> of(PostingStatus status) {
        return Arrays.stream(PostingStatus.values())
                .map(other -> new Choice(other.name(), Names.status(other), other == status))
                .toList();
    }

    static List<Choice> statuses(List<String> chosen) {
        var choices = new ArrayList<Choice>();
        var one = chosen.size() == 1 ? chosen.getFirst() : "";
        choices.add(new Choice("", "All but archived", one.isEmpty()));
        for (var status : PostingStatus.values()) {
            choices.add(new Choice(status.name(), Names.status(status), status.name().equals(one)));
        }
        return choices;
    }

    static List<Choice> sources(List<SourceView> sources, @Nullable String chosen) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", "All boards", chosen == null || chosen.isBlank()));
        for (var source : sources) {
            choices.add(new Choice(source.id().toString(), source.name(), source.id().toString().equals(chosen)));
        }
        return choices;
    }

    static List<Choice> filters(List<FilterView> filters, @Nullable String chosen) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", "None", chosen == null || chosen.isBlank()));
        for (var filter : filters) {
            choices.add(new Choice(filter.id().toString(), filter.name(), filter.id().toString().equals(chosen)));
        }
        return choices;
    }

    static List<Choice> workplaces(@Nullable String remote) {
        var chosen = remote == null ? "" : remote;
        return List.of(
                new Choice("", "Anywhere", chosen.isBlank()),
                new Choice("true", "Remote only", chosen.equals("true")),
                new Choice("false", "Not remote", chosen.equals("false")));
    }
}
