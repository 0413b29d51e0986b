package dev.tandem.common.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

    @Test
    void readsTheFormThatPlatformsHandOut() {
        var properties =
                DatabaseUrl.parse("postgresql://us%40er:p%3Ass+w@db.internal:6543/railway?sslmode=require")
                        .properties();

        assertThat(properties)
                .containsEntry(
                        "quarkus.datasource.jdbc.url", "jdbc:postgresql://db.internal:6543/railway?sslmode=require")
                .containsEntry(
                        "quarkus.datasource.reactive.url", "postgresql://db.internal:6543/railway?sslmode=require")
                .containsEntry("quarkus.datasource.username", "us@er")
                .containsEntry("quarkus.datasource.password", "p:ss+w");
    }

    @Test
    void takesTheShortSchemeAndTheDefaultPort() {
        assertThat(DatabaseUrl.parse("postgres://localhost/audit").properties())
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://localhost:5432/audit")
                .doesNotContainKey("quarkus.datasource.password");
    }

    @Test
    void refusesOtherUrlsWithoutQuotingThem() {
        for (var url :
                new String[] {"mysql://u:hunter2@h/db", "postgresql://u:hunter2@h", "postgresql://u:hunter2 x@h/d"}) {
            assertThatThrownBy(() -> DatabaseUrl.parse(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("DATABASE_URL")
                    .hasMessageNotContaining("hunter2")
                    .hasNoCause();
        }
        assertThat(DatabaseUrl.parse("postgresql://u:hunter2@h/db").toString()).doesNotContain("hunter2");
    }
}
