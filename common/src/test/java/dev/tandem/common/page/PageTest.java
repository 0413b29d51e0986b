package dev.tandem.common.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.common.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void theCursorOfAPageIsItsLastItem() {
        var page = Page.cut(List.of(1, 2, 3), 2, Cursor::of);

        assertThat(page.items()).containsExactly(1, 2);
        assertThat(Cursor.decode(page.next(), 1)).isEqualTo(Cursor.of(2));
    }

    @Test
    void theLastPageHasNoCursor() {
        assertThat(Page.cut(List.of(1, 2), 2, Cursor::of).next()).isNull();
        assertThat(Page.cut(List.<Integer>of(), 2, Cursor::of).items()).isEmpty();
    }

    @Test
    void refusesACursorThatIsNotOurs() {
        assertThat(Cursor.decode(null, 2)).isNull();
        assertThat(Cursor.decode("", 2)).isNull();
        for (var text : new String[] {"%%%", "YQ", Cursor.of("a", "b", "c").encode()}) {
            assertThatThrownBy(() -> Cursor.decode(text, 2)).isInstanceOf(Problem.class).hasMessageContaining("cursor");
        }
    }
}
