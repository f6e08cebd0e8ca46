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

package io.github.flinkkvs.emulator.store;

import io.github.flinkkvs.emulator.mkv.ServiceTags;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FolderStorageTest {
    private static final int FRAME = 1000;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00.123456Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final AtomicLong seed = new AtomicLong();

    @TempDir private Path around;
    private Path folder;
    private StreamStore store;

    @BeforeEach
    void chooseFolder() {
        folder = around.resolve("store");
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void aStreamIsWhatItWas() {
        StreamSettings settings = settingsAfterChanges();

        reopen();

        assertThat(store.all()).extracting(StoredStream::settings).containsExactly(settings);
    }

    @Test
    void fragmentsAreWhatTheyWere() {
        FragmentLog log = create("camera").log();
        StoredFragment own = append(log);
        StoredFragment captured = captured(log);

        reopen();

        List<StoredFragment> kept = log("camera").fragments();
        assertThat(kept).hasSize(2);
        assertSame(kept.get(0), own);
        assertSame(kept.get(1), captured);
        assertThat(kept.get(1).trailerAt(now.get())).isEqualTo(captured.trailerAt(now.get()));
        assertThat(kept.get(1).ownTrailer()).isNotEmpty();
        assertThat(log("camera").bytes()).isEqualTo(own.size() + captured.size());
    }

    @Test
    void aFragmentLiesInItsFileAsSessionsGetIt() throws IOException {
        StoredFragment own = append(create("camera").log());

        assertThat(files(".mkv")).hasSize(1);
        assertThat(files(".mkv").get(0)).hasBinaryContent(own.toByteArray());
        assertThat(files(".mkv").get(0).getFileName().toString()).startsWith(own.number() + "_");
    }

    @Test
    void aFragmentThatComesInIsNoFileUntilItIsWhole() throws IOException {
        FragmentLog log = create("camera").log();
        OpenFragment open = log.begin(now.get(), now.get(), new byte[0], new byte[0]);
        OpenFragment dying = log.begin(now.get(), now.get(), new byte[0], new byte[0]);
        dying.append(new byte[FRAME]);

        dying.abandon();
        open.append(new byte[FRAME]);

        assertThat(files(".mkv")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 24})
    void numbersGoOnThoughNoFragmentIsLeft(int hours) {
        StoredStream stream = create("camera");
        stream.retain(new Retention(hours));
        StoredFragment last = append(stream.log());
        now.set(now.get().plus(Duration.ofHours(25)));
        assertThat(stream.log().fragments()).isEmpty();

        reopen();

        assertThat(number(append(log("camera")))).isGreaterThan(number(last));
    }

    @Test
    void aBrokenFragmentsNumberIsNotGivenAgain() {
        FragmentLog log = create("camera").log();
        append(log);
        String seen = log.begin(now.get(), now.get(), new byte[0], new byte[0]).number();

        reopen();

        assertThat(number(append(log("camera")))).isGreaterThan(new BigInteger(seen));
    }

    @Test
    void retentionCountsFromWhenAFragmentCameIn() throws IOException {
        append(create("camera").log());
        now.set(now.get().plus(Duration.ofHours(24)));
        reopen();
        assertThat(log("camera").fragments()).hasSize(1);

        now.set(now.get().plusSeconds(1));
        reopen();

        assertThat(log("camera").fragments()).isEmpty();
        store.close();
        assertThat(files(".mkv")).isEmpty();
    }

    @Test
    void whatTheCapForgetsIsDeleted() throws IOException {
        store = StreamStore.inFolder(folder, "arn:", clock, new Random(1), 5 * FRAME);
        FragmentLog log = create("camera").log();
        for (int i = 0; i < 20; i++) {
            append(log);
        }
        int kept = log.fragments().size();

        store.close();

        assertThat(kept).isBetween(2, 5);
        assertThat(files(".mkv")).hasSize(kept);
    }

    @Test
    void aDeletedStreamLeavesNothing() throws IOException {
        append(create("camera").log());
        StoredFragment other = append(create("other").log());

        store.delete("camera");
        reopen();

        assertThat(store.all()).extracting(StoredStream::name).containsExactly("other");
        assertThat(log("other").fragments())
                .extracting(StoredFragment::number)
                .containsExactly(other.number());
        assertThat(directories()).hasSize(1);
    }

    @Test
    void whatComesToADeletedStreamHasNoEffect() throws IOException {
        StoredStream stream = create("camera");
        OpenFragment open = stream.log().begin(now.get(), now.get(), new byte[0], new byte[0]);
        store.delete("camera");
        open.append(new byte[10]);
        open.abandon();
        stream.tag(Map.of("late", "tag"));
        assertThatThrownBy(() -> append(stream.log()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was deleted");

        reopen();

        assertThat(store.all()).isEmpty();
        assertThat(directories()).isEmpty();
    }

    @Test
    void aStreamCreatedAgainIsAnother() {
        append(create("camera").log());
        store.delete("camera");
        now.set(now.get().plusSeconds(1));
        String arn = create("camera").arn();

        reopen();

        assertThat(store.byName("camera").orElseThrow().arn()).isEqualTo(arn);
        assertThat(log("camera").fragments()).isEmpty();
    }

    @Test
    void aStreamCanBeDeletedAndCreatedManyTimesInTheSameMillisecond() throws IOException {
        for (int i = 0; i < 5; i++) {
            append(create("camera").log());
            reopen();
            store.delete("camera");
        }

        store.close();

        assertThat(directories()).isEmpty();
    }

    @Test
    void everyLegalNameHasItsDirectory() throws IOException {
        String longest = "x".repeat(255);
        List<String> names =
                List.of(
                        "..",
                        ".",
                        "-rf",
                        "Camera",
                        "camera",
                        longest + "1",
                        longest + "2",
                        "a.tmp",
                        "stream.json");
        names.forEach(name -> append(create(name).log()));

        reopen();

        assertThat(store.all())
                .extracting(StoredStream::name)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(store.all()).allSatisfy(s -> assertThat(s.log().fragments()).hasSize(1));
        assertThat(directories()).hasSize(names.size());
        try (Stream<Path> beside = Files.list(around)) {
            assertThat(beside.filter(path -> path.toString().contains(".mkv"))).isEmpty();
        }
    }

    @Test
    void whatIsTornOrNotItsOwnIsLeftOutAndLeftAlone() throws IOException {
        FragmentLog log = create("camera").log();
        StoredFragment whole = append(log);
        StoredFragment torn = append(log);
        store.close();
        Path tornFile = fileOf(torn);
        byte[] half = new byte[300];
        Files.write(tornFile, half);
        Path directory = tornFile.getParent();
        Path foreign = Files.writeString(directory.resolve("holiday.mkv"), "not a fragment");
        Files.createDirectory(folder.resolve("no-stream"));
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(directory.resolve("stream.json"), copy.resolve("stream.json"));

        reopen();

        assertThat(log("camera").fragments())
                .extracting(StoredFragment::number)
                .containsExactly(whole.number());
        assertThat(store.all()).hasSize(1);
        store.close();
        assertThat(tornFile).hasBinaryContent(half);
        assertThat(foreign).exists();
        assertThat(copy).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"StreamName\": \"cam", "{}", "[1]", "null"})
    void aStreamWithTornSettingsIsLeftOut(String content) throws IOException {
        create("camera");
        create("other");
        store.close();
        for (Path directory : directories()) {
            if (directory.getFileName().toString().startsWith("camera")) {
                Files.writeString(directory.resolve("stream.json"), content);
            }
        }

        reopen();

        assertThat(store.all()).extracting(StoredStream::name).containsExactly("other");
    }

    @Test
    void whatACrashLeftBehindIsSwept() throws IOException {
        StoredFragment fragment = append(create("camera").log());
        Path directory = fileOf(fragment).getParent();
        store.close();
        Path draft = directory.resolve(fileOf(fragment).getFileName() + ".tmp");
        Files.write(draft, new byte[10]);
        Path halfDeleted = folder.resolve("gone-0123456789abcdef.tmp");
        Files.createDirectory(halfDeleted);
        Files.copy(fileOf(fragment), halfDeleted.resolve(fileOf(fragment).getFileName()));
        Path strange = Files.createDirectory(folder.resolve("backup.tmp"));

        reopen();
        store.close();

        assertThat(draft).doesNotExist();
        assertThat(halfDeleted).doesNotExist();
        assertThat(strange).exists();
        assertThat(fileOf(fragment)).exists();
    }

    @Test
    void aFolderIsForOneAtATime() {
        create("camera");

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("stop that one");
        store.close();
        open();

        assertThat(store.byName("camera")).isPresent();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(around.resolve("file"), "");

        assertThatThrownBy(() -> StreamStore.inFolder(file, "arn:", clock, new Random(1), FRAME))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aDiskThatFailsFailsTheFragmentAndNoOtherStream() throws IOException {
        FragmentLog log = create("camera").log();
        StoredFragment before = append(log);
        StoredStream other = create("other");
        Path directory = fileOf(before).getParent();
        Path away = Files.move(directory, folder.resolve("away"));

        assertThatThrownBy(() -> append(log))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot store fragment")
                .hasMessageContaining(directory.toString());
        assertThatThrownBy(() -> store.byName("camera").orElseThrow().tag(Map.of("a", "b")))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(log.fragments()).hasSize(1);
        assertThat(store.byName("camera").orElseThrow().settings().tags()).isEmpty();
        assertThat(append(other.log()).frames()).isOne();
        Files.move(away, directory);
        append(log);
        assertThat(log.fragments()).hasSize(2);
    }

    @Test
    void anOpenReaderOutlivesItsFragmentAndALateOneIsTold() throws IOException {
        FragmentLog log = create("camera").log();
        StoredFragment fragment = append(log);
        byte[] all = fragment.toByteArray();
        try (ChunkReader reader = fragment.reader()) {
            Files.delete(fileOf(fragment));

            ByteArrayOutputStream read = new ByteArrayOutputStream();
            for (ByteBuffer next = reader.next(100); next != null; next = reader.next(100)) {
                byte[] some = new byte[next.remaining()];
                next.get(some);
                read.writeBytes(some);
            }
            assertThat(read.toByteArray()).isEqualTo(all);
        }

        assertThatThrownBy(fragment::reader)
                .isInstanceOf(ChunkGoneException.class)
                .hasMessageContaining(fragment.number());
    }

    @Test
    void nothingIsStoredOnceItIsClosed() throws IOException {
        FragmentLog log = create("camera").log();
        append(log);
        store.close();

        assertThatThrownBy(() -> append(log))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        now.set(now.get().plus(Duration.ofHours(25)));
        assertThat(log.fragments()).isEmpty();

        assertThat(files(".mkv")).hasSize(1);
    }

    private StreamSettings settingsAfterChanges() {
        open();
        StoredStream stream =
                store.create(
                        new NewStream(
                                "camera",
                                new Retention(5),
                                null,
                                "video/h264",
                                "key",
                                Map.of("a", "1", "b", "ü\"\n")));
        stream.retain(new Retention(7));
        stream.tag(Map.of("c", ""));
        stream.untag(List.of("a"));
        return stream.settings();
    }

    private StoredFragment captured(FragmentLog log) {
        String number = number(append(log)).add(BigInteger.ONE.shiftLeft(100)).toString();
        log.forget(log.fragments().get(log.fragments().size() - 1).number());
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        Instant taken = Instant.ofEpochMilli(-1500);
        chunk.writeBytes(
                StoredFragment.of(
                                number,
                                taken,
                                now.get(),
                                SelfCheckingMedia.of(7, FRAME).chunk(number, taken, now.get()))
                        .toByteArray());
        chunk.writeBytes(ServiceTags.trailer(99, number));
        StoredFragment captured = StoredFragment.captured(chunk.toByteArray());
        log.append(captured);
        return captured;
    }

    private static void assertSame(StoredFragment kept, StoredFragment former) {
        assertThat(kept.number()).isEqualTo(former.number());
        assertThat(kept.producerTimestamp().toEpochMilli())
                .isEqualTo(former.producerTimestamp().toEpochMilli());
        assertThat(kept.serverTimestamp().toEpochMilli())
                .isEqualTo(former.serverTimestamp().toEpochMilli());
        assertThat(kept.frames()).isEqualTo(former.frames());
        assertThat(kept.duration()).isEqualTo(former.duration());
        assertThat(kept.size()).isEqualTo(former.size());
        assertThat(kept.toByteArray()).isEqualTo(former.toByteArray());
    }

    private void open() {
        store = StreamStore.inFolder(folder, "arn:", clock, new Random(1), 1 << 30);
    }

    private void reopen() {
        store.close();
        open();
    }

    private StoredStream create(String name) {
        if (store == null) {
            open();
        }
        return store.create(NewStream.named(name, Map.of()));
    }

    private FragmentLog log(String name) {
        return store.byName(name).orElseThrow().log();
    }

    private StoredFragment append(FragmentLog log) {
        return log.append(
                now.get(), now.get(), SelfCheckingMedia.of(seed.incrementAndGet(), FRAME));
    }

    private static BigInteger number(StoredFragment fragment) {
        return new BigInteger(fragment.number());
    }

    private Path fileOf(StoredFragment fragment) throws IOException {
        return files(".mkv").stream()
                .filter(f -> f.getFileName().toString().startsWith(fragment.number()))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(suffix)).toList();
        }
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).toList();
        }
    }
}
