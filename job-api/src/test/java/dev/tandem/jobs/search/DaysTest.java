package dev.tandem.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DaysTest {

    private final Days days = days(List.of(103, 102, 99), List.of(5, 10, 20));

    @Test
    void looksNoFurtherBackThanNeeded() {
        var reach = days.newest(12);

        assertThat(reach.query()).isEqualTo("'@d/102/acme'|'@d/103/acme'");
        assertThat(reach.postings()).isEqualTo(15);
        assertThat(reach.whole()).isFalse();
    }

    @Test
    void looksAtAllWhereThereIsNotEnough() {
        assertThat(days.newest(36)).isEqualTo(new Days.Reach("'@t/acme'", 35, true, false));
        assertThat(days.newest(35).whole()).isFalse();
    }

    @Test
    void leavesOutWhatIsNewerThanAPlace() {
        assertThat(days.until(Instant.ofEpochSecond(102 * 86_400L + 5)).total()).isEqualTo(30);
        assertThat(days.until(Instant.ofEpochSecond(98 * 86_400L)).total()).isZero();
    }

    @Test
    void takesSpansWhereThereAreTooManyDaysAndAllWhereThereAreTooManySpans() {
        var wide = days(List.of(200, 100, 64), List.of(1, 1, 1));
        assertThat(wide.newest(2).query()).isEqualTo("'@m/3/acme'|'@m/4/acme'|'@m/5/acme'|'@m/6/acme'");

        var years = IntStream.range(0, 5_000).map(i -> 20_000 - i).boxed().toList();
        var longest = days(years, years.stream().map(day -> 1).toList());
        assertThat(longest.newest(4_000).whole()).isTrue();
    }

    @Test
    void aTenantsNameIsNoQuery() {
        assertThat(new Days("a'b\\c", false, List.of(1), List.of(1), 100).all().query()).isEqualTo("'@t/a''b\\\\c'");
    }

    @Test
    void whatIsShownHasWordsOfItsOwn() {
        var shown = new Days("acme", true, List.of(103, 102), List.of(5, 10), 100);

        assertThat(shown.newest(5).query()).isEqualTo("'@D/103/acme'");
        assertThat(shown.all().query()).isEqualTo("'@T/acme'");
    }

    @Test
    void knowsWhenATenantHasMostOfWhatIsStored() {
        assertThat(new Days("acme", true, List.of(103), List.of(51), 100).all().most()).isTrue();
        assertThat(new Days("acme", true, List.of(103), List.of(50), 100).all().most()).isFalse();
        assertThat(new Days("acme", true, List.of(103), List.of(51), 0).all().most()).isFalse();
        assertThat(new Days("acme", true, List.of(103, 102), List.of(99, 1), 100).newest(1).most()).isFalse();
    }

    private static Days days(List<Integer> days, List<Integer> postings) {
        return new Days("acme", false, days, postings, 100);
    }
}
