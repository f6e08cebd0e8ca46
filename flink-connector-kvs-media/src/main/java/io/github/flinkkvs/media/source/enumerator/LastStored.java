/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.client.FailureAction;
import io.github.flinkkvs.media.client.FragmentArchive;
import io.github.flinkkvs.media.client.FragmentPage;
import io.github.flinkkvs.media.client.FragmentPage.Stored;
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.StreamArchive;
import io.github.flinkkvs.media.model.FragmentNumber;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Finds the last fragment that is stored of a stream. The archive lists fragments by time in no
 * order, so it is asked for a short time before the end, then for longer ones before that, until
 * there is something; where that is more than a page, for half of the rest, and half again. Nothing
 * blocks.
 */
final class LastStored {

    /** At most 300 fragments, by the service's limit of 5 a second: less than a page. */
    private static final Duration FIRST_WINDOW = Duration.ofMinutes(1);

    private static final int GROWTH = 4;

    /** The longest that the service keeps anything. */
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3_650);

    /** Far more than a window has; the service may not lead us on for ever. */
    private static final int MOST_PAGES = 1_000;

    private static final Comparator<Stored> BY_NUMBER = Comparator.comparing(Stored::number);

    private final FragmentArchive archive;
    private final StreamArchive stream;
    private final Instant end;

    /**
     * @param end what is looked for began at this instant of the service's clock or before
     */
    LastStored(FragmentArchive archive, StreamArchive stream, Instant end) {
        this.archive = archive;
        this.stream = stream;
        this.end = end;
    }

    /** Returns the last fragment's number; nothing if none is listed, or there is no archive. */
    CompletableFuture<Optional<FragmentNumber>> find() {
        return searchBack(end, FIRST_WINDOW)
                .thenApply(last -> last.map(Stored::number))
                .exceptionallyCompose(
                        error ->
                                saysThatNothingIsStored(error)
                                        ? CompletableFuture.completedFuture(Optional.empty())
                                        : CompletableFuture.failedFuture(error));
    }

    private static boolean saysThatNothingIsStored(Throwable thrown) {
        Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return error instanceof KvsServiceException failure
                && failure.action() == FailureAction.NO_ARCHIVE;
    }

    private CompletableFuture<Optional<Stored>> searchBack(Instant to, Duration length) {
        if (to.isBefore(end.minus(LONGEST_RETENTION))) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Instant from = to.minus(length);
        return page(from, to)
                .thenCompose(
                        page ->
                                page.fragments().isEmpty()
                                        ? searchBack(from, length.multipliedBy(GROWTH))
                                        : narrow(page, to));
    }

    /**
     * @param page a page of what there is up to an instant, with at least one fragment
     */
    private CompletableFuture<Optional<Stored>> narrow(FragmentPage page, Instant to) {
        Stored best = greatest(page.fragments().get(0), page.fragments());
        if (page.nextToken().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(best));
        }
        Instant from = best.serverTimestamp();
        Duration rest = Duration.between(from, to);
        if (rest.compareTo(FIRST_WINDOW) <= 0) {
            return greatest(best, from, to, Optional.empty(), 1).thenApply(Optional::of);
        }
        Instant middle = from.plus(rest.dividedBy(2));
        return page(middle, to)
                .thenCompose(
                        upper ->
                                upper.fragments().isEmpty()
                                        ? narrow(page, middle)
                                        : narrow(upper, to));
    }

    /** Looks at all pages. */
    private CompletableFuture<Stored> greatest(
            Stored best, Instant from, Instant to, Optional<String> token, int pages) {
        return archive.listFragments(stream, from, to, token)
                .thenCompose(
                        page -> {
                            Stored better = greatest(best, page.fragments());
                            if (page.nextToken().isEmpty()) {
                                return CompletableFuture.completedFuture(better);
                            }
                            return pages == MOST_PAGES
                                    ? CompletableFuture.failedFuture(endless())
                                    : greatest(better, from, to, page.nextToken(), pages + 1);
                        });
    }

    /** Returns the first page that is not empty, or the last one. */
    private CompletableFuture<FragmentPage> page(Instant from, Instant to) {
        return page(from, to, Optional.empty(), 1);
    }

    private CompletableFuture<FragmentPage> page(
            Instant from, Instant to, Optional<String> token, int pages) {
        return archive.listFragments(stream, from, to, token)
                .thenCompose(
                        page -> {
                            if (!page.fragments().isEmpty() || page.nextToken().isEmpty()) {
                                return CompletableFuture.completedFuture(page);
                            }
                            return pages == MOST_PAGES
                                    ? CompletableFuture.failedFuture(endless())
                                    : page(from, to, page.nextToken(), pages + 1);
                        });
    }

    private IllegalStateException endless() {
        return new IllegalStateException(
                "ListFragments of "
                        + stream.stream()
                        + " does not end: more than "
                        + MOST_PAGES
                        + " pages came.");
    }

    private static Stored greatest(Stored best, Collection<Stored> others) {
        return Stream.concat(Stream.of(best), others.stream()).max(BY_NUMBER).orElseThrow();
    }
}
