package dev.tandem.jobs.recognise;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.client.Addresses;
import dev.tandem.jobs.client.Answer;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.BoardRequest;
import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.BoardLookup;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Looks boards up on the web, through the same client that reads them, and pages through the egress guard.
@Singleton
public class WebLookup implements BoardLookup {

    // A person waits for the answer, and does well without the name.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final BoardClient client;
    private final PageAddresses addresses;
    private final FetchConfig.Providers providers;

    public WebLookup(BoardClient client, PageAddresses addresses, FetchConfig config) {
        this.client = client;
        this.addresses = addresses;
        this.providers = config.provider();
    }

    @Override
    public Uni<Found> recognise(URI page) {
        var own = Board.ofAddress(page.toString());
        if (own.isPresent()) {
            return Uni.createFrom().item(new Found(own.get(), How.ADDRESS, List.of()));
        }
        return client.page(page, addresses)
                .onItem()
                .transformToUni(answer -> answer.offLoop(() -> read(page, answer)))
                .onFailure()
                .transform(failure -> new IllegalArgumentException(FetchException.of(failure).message(), failure));
    }

    @Override
    public Uni<Optional<Board>> movedTo(Board board) {
        return client.page(board.page(), addresses)
                .onItem()
                .transformToUni(answer -> answer.offLoop(() -> read(board.page(), answer)))
                .map(found -> another(found, board))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Optional<Board> another(Found found, Board board) {
        return switch (found.how()) {
            case REDIRECT, EMBED, LINK -> Optional.of(found.board()).filter(other -> !other.isSameAs(board));
            case ADDRESS, PAGE, NOTHING_FOUND -> Optional.empty();
        };
    }

    private static Found read(URI asked, Answer answer) {
        var led = Board.ofAddress(answer.uri().toString());
        // A provider's own page is looked at only to see whether it leads to another board.
        if (led.isPresent() && !led.equals(Board.ofAddress(asked.toString()))) {
            return new Found(led.get(), How.REDIRECT, List.of());
        }
        var page = parsed(answer);
        return PageBoards.in(page).orElseGet(() -> itself(asked, page));
    }

    private static Found itself(URI asked, Document page) {
        var describes = !page.select("[itemtype*=schema.org/JobPosting]").isEmpty() || hasJsonLd(page);
        return new Found(
                Board.parse(Provider.JSON_LD, asked.toString()), describes ? How.PAGE : How.NOTHING_FOUND, List.of());
    }

    private static boolean hasJsonLd(Document page) {
        return page.select("script[type*=ld+json]").stream().anyMatch(block -> block.data().contains("JobPosting"));
    }

    private static Document parsed(Answer answer) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(answer.body().bytes()), null, answer.uri().toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException("Bytes in memory are always readable", impossible);
        }
    }

    @Override
    public Uni<OwnName> ownName(Board board) {
        var asked =
                switch (board.provider()) {
                    case GREENHOUSE ->
                            name(Addresses.under(providers.greenhouse(), "/v1/boards/%s", board.token()), "/name");
                    case SMARTRECRUITERS ->
                            name(
                                    Addresses.under(
                                            providers.smartrecruiters(),
                                            "/v1/companies/%s/postings?limit=1",
                                            board.token()),
                                    "/content/0/company/name");
                    case LEVER, ASHBY, WORKDAY, JSON_LD -> Uni.createFrom().item(OwnName.UNTOLD);
                };
        return asked.ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(OwnName.UNTOLD)
                .onFailure()
                .recoverWithItem(WebLookup::untold);
    }

    private Uni<OwnName> name(URI address, String pointer) {
        return client.json(BoardRequest.get(address), root -> told(root.at(pointer)));
    }

    private static OwnName told(JsonNode name) {
        return name.isTextual() && !name.asText().isBlank()
                ? new OwnName(name.asText().strip(), false)
                : OwnName.UNTOLD;
    }

    private static OwnName untold(Throwable failure) {
        return failure instanceof FetchException known && known.failure().code() == FetchFailure.Code.UNKNOWN_BOARD
                ? OwnName.UNKNOWN
                : OwnName.UNTOLD;
    }
}
