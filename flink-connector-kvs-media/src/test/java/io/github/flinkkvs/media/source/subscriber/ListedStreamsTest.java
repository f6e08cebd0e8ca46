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

package io.github.flinkkvs.media.source.subscriber;

import io.github.flinkkvs.media.client.KvsMediaClient;
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.MediaSession;
import io.github.flinkkvs.media.client.MediaSessionListener;
import io.github.flinkkvs.media.client.ServiceCall;
import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.client.StreamPage;
import io.github.flinkkvs.media.model.StreamId;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class ListedStreamsTest {

    private final Listing service = new Listing();

    @Test
    void anEmptyPageIsNotTheEnd() throws Exception {
        service.pages.add(List.of());
        service.pages.add(List.of(stream("a", "ACTIVE")));

        assertThat(search(Map.of(), Duration.ZERO).searchAfter(0)).hasSize(1);
    }

    @Test
    void aListingThatGoesInACircleFails() {
        service.pages.add(List.of(stream("a", "ACTIVE")));
        service.isCircular = true;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> search(Map.of(), Duration.ZERO).searchAfter(0))
                .withMessageContaining("in a circle");
    }

    @Test
    void streamsThatComeOrGoAreNotTaken() throws Exception {
        service.pages.add(
                List.of(
                        stream("a", "CREATING"),
                        stream("b", "DELETING"),
                        stream("c", "UPDATING"),
                        stream("d", "ACTIVE")));

        assertThat(search(Map.of(), Duration.ZERO).searchAfter(0))
                .extracting(StreamDescription::name)
                .containsExactly("c", "d");
        assertThat(service.taggedAsked).isEmpty();
    }

    @Test
    void tagsAreAskedForOnceUntilTheyAreOld() throws Exception {
        service.pages.add(List.of(stream("a", "ACTIVE"), stream("b", "ACTIVE")));
        ListedStreams patient = search(Map.of("room", "hall"), Duration.ofDays(1));
        ListedStreams hasty = search(Map.of("room", "hall"), Duration.ZERO);

        patient.searchAfter(0);
        assertThat(patient.searchAfter(0)).hasSize(2);
        assertThat(service.taggedAsked).containsExactly("a", "b");

        hasty.searchAfter(0);
        hasty.searchAfter(0);
        assertThat(service.taggedAsked).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void aStreamThatIsDeletedBeforeItsTagsAreReadIsNotFound() throws Exception {
        service.pages.add(List.of(stream("a", "ACTIVE"), stream("b", "ACTIVE")));
        service.deleted = "a";

        assertThat(search(Map.of("room", "hall"), Duration.ZERO).searchAfter(0))
                .extracting(StreamDescription::name)
                .containsExactly("b");
    }

    @Test
    void closingEndsASearchThatWaitsForTheService() throws Exception {
        service.isSilent = true;
        ListedStreams search = search(Map.of(), Duration.ZERO);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread worker =
                new Thread(
                        () ->
                                outcome.complete(
                                        Assertions.catchThrowable(() -> search.searchAfter(0))));
        worker.start();
        service.asked.get(10, TimeUnit.SECONDS);

        search.close();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        worker.join();
        assertThat(service.isClosed).isTrue();
    }

    @Test
    void closingDoesNotWaitForAClientThatIsBeingMade() {
        AtomicReference<ListedStreams> search = new AtomicReference<>();
        search.set(
                new ListedStreams(
                        StreamSubscription.matching("", null, Map.of()),
                        () -> {
                            CompletableFuture.runAsync(search.get()::close).join();
                            return service;
                        },
                        Duration.ZERO,
                        Clock.systemUTC()));

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> search.get().searchAfter(0));
        assertThat(service.isClosed).isTrue();
    }

    private ListedStreams search(Map<String, String> tags, Duration maxTagAge) {
        return new ListedStreams(
                StreamSubscription.matching("", null, tags),
                () -> service,
                maxTagAge,
                Clock.systemUTC());
    }

    private static StreamDescription stream(String name, String status) {
        String arn = "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/" + name + "/1551";
        return new StreamDescription(name, arn, status, Duration.ofHours(1), Instant.EPOCH);
    }

    /** A service that lists what the test says, and all of whose streams have one tag. */
    private static final class Listing implements KvsMediaClient {

        private final List<List<StreamDescription>> pages = new ArrayList<>();
        private final List<String> taggedAsked = new ArrayList<>();
        private String deleted = "";
        private final CompletableFuture<Void> asked = new CompletableFuture<>();
        private boolean isCircular;
        private boolean isSilent;
        private boolean isClosed;

        @Override
        public CompletableFuture<StreamPage> listStreams(
                Optional<String> namePrefix, Optional<String> nextToken) {
            asked.complete(null);
            if (isSilent) {
                return new CompletableFuture<>();
            }
            int page = nextToken.map(Integer::parseInt).orElse(0);
            boolean isLast = page == pages.size() - 1;
            Optional<String> next =
                    isLast ? Optional.empty() : Optional.of(String.valueOf(page + 1));
            return CompletableFuture.completedFuture(
                    new StreamPage(pages.get(page), isCircular ? Optional.of("0") : next));
        }

        @Override
        public CompletableFuture<Map<String, String>> listTags(StreamId stream) {
            taggedAsked.add(stream.name());
            return stream.name().equals(deleted)
                    ? CompletableFuture.failedFuture(
                            KvsServiceException.refused(
                                    ServiceCall.control("ListTagsForStream"),
                                    "ResourceNotFoundException",
                                    404,
                                    "gone",
                                    "request-1",
                                    null))
                    : CompletableFuture.completedFuture(Map.of("room", "hall"));
        }

        @Override
        public CompletableFuture<StreamDescription> describeStream(StreamId stream) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public CompletableFuture<URI> mediaEndpoint(StreamId stream) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public MediaSession openSession(
                StreamId stream, SessionStart start, MediaSessionListener listener) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
