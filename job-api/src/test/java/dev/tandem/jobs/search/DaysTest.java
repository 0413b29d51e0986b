package dev.tandem.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DaysTest {

    private final Days days = new Days("acme", List.of(103, 102, 99), List.of(5, 10, 20));

    @Test
    void looksNoFurtherBackThanNeeded() {
        var reach = days.newest(12);

        assertThat(reach.query(false)).isEqualTo("'@d/102/acme'|'@d/103/acme'");
        assertThat(reach.query(true)).isEqualTo("'@D/102/acme'|'@D/103/acme'");
        assertThat(reach.postings()).isEqualTo(15);
        assertThat(reach.whole()).isFalse();
    }

    @Test
    void looksAtAllWhereThereIsNotEnough() {
        assertThat(days.newest(36)).isEqualTo(new Days.Reach(List.of("t/acme"), 35, true));
        assertThat(days.newest(35).whole()).isFalse();
    }

    @Test
    void leavesOutWhatIsNewerThanAPlace() {
        assertThat(days.until(Instant.ofEpochSecond(102 * 86_400L + 5)).total()).isEqualTo(30);
        assertThat(days.until(Instant.ofEpochSecond(98 * 86_400L)).total()).isZero();
    }

    @Test
    void takesSpansWhereThereAreTooManyDaysAndAllWhereThereAreTooManySpans() {
        var wide = new Days("acme", List.of(200, 100, 64), List.of(1, 1, 1));
        assertThat(wide.newest(2).query(false)).isEqualTo("'@m/3/acme'|'@m/4/acme'|'@m/5/acme'|'@m/6/acme'");

        var years = IntStream.range(0, 5_000).map(i -> 20_000 - i).boxed().toList();
        var longest = new Days("acme", years, years.stream().map(day -> 1).toList());
        assertThat(longest.newest(4_000).whole()).isTrue();
    }

    @Test
    void aTenantsNameIsNoQuery() {
        assertThat(new Days("a'b\\c", List.of(1), List.of(1)).all().query(false)).isEqualTo("'@t/a''b\\\\c'");
    }
}
