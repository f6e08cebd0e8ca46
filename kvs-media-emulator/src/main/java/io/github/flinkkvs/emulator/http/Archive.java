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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.limits.Operation;
import io.github.flinkkvs.emulator.store.FragmentQuery;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamStore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.List;

/**
 * The operations on stored fragments (<a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_reader_ListFragments.html">ListFragments</a>,
 * GetMediaForFragmentList).
 */
final class Archive {
    private static final int LARGEST_PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;
    private static final String NUMBER = "[0-9]{1,128}";

    private final StreamStore streams;
    private final Admission admission;
    private final Clock clock;

    Archive(StreamStore streams, Admission admission, Clock clock) {
        this.streams = streams;
        this.admission = admission;
        this.clock = clock;
    }

    /** What a list without fragments looks like. */
    static ObjectNode nothing() {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.putArray("Fragments");
        return reply.putNull("NextToken");
    }

    /** Fragments in no order that a client could rely on, nor could it across pages. */
    ObjectNode listFragments(JsonRequest request) {
        StoredStream stream = request.stream(streams);
        int size = request.integer("MaxResults", DEFAULT_PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw ServiceException.invalidArgument("MaxResults must be 1 to 1000");
        }
        ListFragmentsPage page =
                request.text("NextToken")
                        .map(ListFragmentsPage::parse)
                        .orElseGet(() -> ListFragmentsPage.first(query(request)));
        requireArchive(stream, page.query());
        List<StoredFragment> found = page.select(stream.log().fragments());
        List<StoredFragment> shown = found.subList(0, Math.min(size, found.size()));
        ObjectNode reply = nothing();
        ArrayNode fragments = reply.withArray("Fragments");
        shown.forEach(fragment -> fragments.add(describe(fragment)));
        if (shown.size() < found.size()) {
            reply.put("NextToken", page.after(shown.get(shown.size() - 1)).token());
        }
        return reply;
    }

    MediaResponse getMediaForFragmentList(JsonRequest request, String requestId) {
        StoredStream stream = request.stream(streams);
        List<String> numbers = request.texts("Fragments");
        if (numbers.isEmpty() || numbers.size() > LARGEST_PAGE) {
            throw ServiceException.invalidArgument("Fragments must have 1 to 1000 numbers");
        }
        boolean strange =
                numbers.stream()
                        .anyMatch(n -> !n.matches(NUMBER) || !stream.log().couldHaveGiven(n));
        if (strange) {
            throw ServiceException.invalidArgument("Fragment numbers are invalid");
        }
        requireArchive(stream, FragmentQuery.everything());
        Operation operation = Operation.GET_MEDIA_FOR_FRAGMENT_LIST;
        CountedConnection connection = new CountedConnection(admission, operation, stream.name());
        try {
            return new FragmentListResponse(
                    new FragmentListBody(stream.log(), numbers),
                    admission.pace(operation),
                    connection,
                    Responses.mediaHead(requestId, clock.instant()));
        } catch (RuntimeException e) {
            // A disk that does not yield the first fragment.
            connection.close();
            throw e;
        }
    }

    private static FragmentQuery query(JsonRequest request) {
        return request.object("FragmentSelector")
                .map(
                        selector -> {
                            JsonRequest range = selector.requiredObject("TimestampRange");
                            return FragmentQuery.of(
                                    timestampType(selector),
                                    range.requiredInstant("StartTimestamp"),
                                    range.requiredInstant("EndTimestamp"));
                        })
                .orElseGet(FragmentQuery::everything);
    }

    private static FragmentQuery.Timestamp timestampType(JsonRequest selector) {
        String type = selector.requiredText("FragmentSelectorType");
        return switch (type) {
            case "PRODUCER_TIMESTAMP" -> FragmentQuery.Timestamp.PRODUCER;
            case "SERVER_TIMESTAMP" -> FragmentQuery.Timestamp.SERVER;
            default ->
                    throw ServiceException.invalidArgument("Unknown FragmentSelectorType " + type);
        };
    }

    /** A stream without retention has no archive; the service says so by either of two errors. */
    private static void requireArchive(StoredStream stream, FragmentQuery query) {
        if (stream.settings().retention().persists()) {
            return;
        }
        throw query.timestamp() == FragmentQuery.Timestamp.SERVER
                ? ServiceException.invalidArgument(
                        "End timestamp "
                                + query.end()
                                + " is outside of the stream retention period")
                : new ServiceException(
                        404,
                        "ResourceNotFoundException",
                        "No fragments are stored: the retention of "
                                + stream.name()
                                + " is 0 hours");
    }

    private static ObjectNode describe(StoredFragment fragment) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("FragmentNumber", fragment.number())
                .put("FragmentSizeInBytes", fragment.size())
                .putRawValue("ProducerTimestamp", Times.seconds(fragment.producerTimestamp()))
                .putRawValue("ServerTimestamp", Times.seconds(fragment.serverTimestamp()))
                .put("FragmentLengthInMilliseconds", fragment.duration().toMillis());
    }
}
