package dev.tandem.audit.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class ProjectResourceTest {

    private final Api api = Api.newTenant();

    @Test
    void makesShowsAndChangesAProject() {
        var made = api.post("/projects", "{\"name\": \" Website \", \"scansPerDay\": 5, \"concurrentScans\": 2}");
        var path = "/projects/" + made.json().required("id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).endsWith(path);
        assertThat(api.get(path).json().text("name")).isEqualTo("Website");
        assertThat(api.get(path).json().number("scansPerDay")).isEqualTo(5);
        var changed = patch(path, "{\"scansPerDay\": null, \"name\": \"Shop\"}");
        assertThat(changed.json().text("name")).isEqualTo("Shop");
        assertThat(changed.json().map("")).doesNotContainKey("scansPerDay").containsEntry("concurrentScans", 2);
        assertThat(api.get(path).json().map("")).isEqualTo(changed.json().map(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name",
                "{\"name\": \"  \"}|name",
                "{\"name\": 5}|name",
                "{\"name\": \"a\\nb\"}|name",
                "{\"name\": \"a\", \"scansPerDay\": 0}|scansPerDay",
                "{\"name\": \"a\", \"scansPerDay\": 1.5}|scansPerDay",
                "{\"name\": \"a\", \"scansPerDay\": \"5\"}|scansPerDay",
                "{\"name\": \"a\", \"concurrentScans\": -1}|concurrentScans",
                "{\"name\": \"a\", \"scansPerHour\": 1}|scansPerHour"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = api.post("/projects", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().text("errors[0].field")).isEqualTo(field);
    }

    @Test
    void aNameIsGivenOnceInATenant() {
        api.post("/projects", "{\"name\": \"Website\"}");
        var other = api.post("/projects", "{\"name\": \"Shop\"}").json().required("id");

        assertThat(api.post("/projects", "{\"name\": \"Website\"}").json().text("code"))
                .isEqualTo("PROJECT_NAME_TAKEN");
        assertThat(patch("/projects/" + other, "{\"name\": \"Website\"}").status()).isEqualTo(409);
        assertThat(Api.newTenant().post("/projects", "{\"name\": \"Website\"}").status()).isEqualTo(201);
    }

    @Test
    void keepsAProjectThatHasScans() {
        var id = api.project("");
        api.post("/scans", "{\"url\": \"https://example.org/\", \"projectId\": \"" + id + "\"}");

        var refused = api.authenticated().delete("/projects/" + id);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().text("code")).isEqualTo("PROJECT_IN_USE");
        var empty = api.project("");
        assertThat(api.authenticated().delete("/projects/" + empty).status()).isEqualTo(204);
        assertThat(api.get("/projects/" + empty).status()).isEqualTo(404);
        assertThat(api.authenticated().delete("/projects/" + empty).status()).isEqualTo(404);
    }

    @Test
    void pagesThroughTheProjectsByName() {
        for (var name : new String[] {"c", "a", "b"}) {
            api.post("/projects", "{\"name\": \"" + name + "\"}");
        }

        var names = new ArrayList<String>();
        for (String cursor = ""; cursor != null; ) {
            var page = api.get("/projects?limit=2&cursor=" + cursor).json();
            names.addAll(page.texts("items", "name"));
            cursor = page.text("next");
        }

        assertThat(names).containsExactly("a", "b", "c");
    }

    @Test
    void showsAProjectToItsOwnTenantAlone() {
        var id = api.project("");
        var stranger = Api.newTenant();

        assertThat(stranger.get("/projects/" + id).json().text("code")).isEqualTo("PROJECT_NOT_FOUND");
        assertThat(stranger.authenticated().delete("/projects/" + id).status()).isEqualTo(404);
        assertThat(stranger.authenticated().body("{\"name\": \"mine\"}").patch("/projects/" + id).status())
                .isEqualTo(404);
        assertThat(stranger.get("/projects").json().items("items")).isEmpty();
        var scan = stranger.post("/scans", "{\"url\": \"https://example.org/\", \"projectId\": \"" + id + "\"}");
        assertThat(scan.status()).isEqualTo(400);
        assertThat(scan.json().text("errors[0].field")).isEqualTo("projectId");
        assertThat(api.get("/projects/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    private Answer patch(String path, String body) {
        return api.authenticated().body(body).patch(path);
    }
}
