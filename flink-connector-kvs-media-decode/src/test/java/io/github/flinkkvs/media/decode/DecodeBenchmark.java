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

package io.github.flinkkvs.media.decode;

import io.github.flinkkvs.media.model.MediaFragment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Measures what docs/decoding.md says of speed and memory, beside the program {@code ffmpeg}. See
 * there for the command. Not a test, since a machine with other work tells nothing.
 */
public final class DecodeBenchmark {

    private static final int FRAMES = 600;
    private static final int ROUNDS = 7;
    private static final int HOUR_OF_FRAMES = 108_000;
    private static final int SAMPLE_EVERY = 6_000;
    private static final int SMALL = 640;
    private static final Pattern REAL_TIME = Pattern.compile("rtime=([0-9.]+)s");

    private final Path film;

    private DecodeBenchmark(Path film) {
        this.film = film;
    }

    /**
     * Runs one measurement.
     *
     * @param args {@code speed} or {@code memory}
     */
    public static void main(String[] args) throws Exception {
        Path film = Files.createTempFile("decode-benchmark", ".mkv");
        try {
            FfmpegProgram.film(
                    film,
                    "1280x720",
                    FRAMES,
                    "-vf",
                    "noise=alls=8:allf=t",
                    "-pix_fmt",
                    "yuv420p",
                    "-c:v",
                    "libx264",
                    "-b:v",
                    "4M",
                    "-g",
                    "60",
                    "-bf",
                    "0");
            System.out.printf("film: %d frames of 720p, %d bytes%n", FRAMES, Files.size(film));
            DecodeBenchmark benchmark = new DecodeBenchmark(film);
            if (args[0].equals("speed")) {
                benchmark.speed();
            } else {
                benchmark.memory();
            }
        } finally {
            Files.delete(film);
        }
    }

    private void speed() throws Exception {
        Film frames = Film.read(film);
        PictureSettings jpeg = PictureSettings.defaults().withMaxWidth(SMALL);
        PictureSettings bgr = PictureSettings.defaults().withFormat(PictureFormat.BGR);
        Map<String, double[]> rates = new LinkedHashMap<>();
        for (int round = -1; round < ROUNDS; round++) {
            add(rates, round, "ffmpeg reads", ffmpeg("-c", "copy"));
            add(rates, round, "ffmpeg decodes", ffmpeg());
            add(rates, round, "ours decodes", decode(frames, bgr, false));
            add(rates, round, "ffmpeg to BGR", ffmpeg("-vf", "format=bgr24"));
            add(rates, round, "ours to BGR", decode(frames, bgr, true));
            add(rates, round, "ffmpeg to JPEG of 640", ffmpeg(jpegOptions()));
            add(rates, round, "ours to JPEG of 640", decode(frames, jpeg, true));
        }
        rates.forEach(
                (name, values) -> {
                    Arrays.sort(values);
                    System.out.printf(
                            "%-24s median %7.1f frames/s (%.1f to %.1f)%n",
                            name, values[ROUNDS / 2], values[0], values[ROUNDS - 1]);
                });
        for (String what : List.of("decodes", "to BGR", "to JPEG of 640")) {
            double ours = rates.get("ours " + what)[ROUNDS / 2];
            double theirs = rates.get("ffmpeg " + what)[ROUNDS / 2];
            System.out.printf("ours / ffmpeg, %s: %.2f%n", what, ours / theirs);
        }
    }

    private static String[] jpegOptions() {
        return new String[] {
            "-vf", "scale=" + SMALL + ":-1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3"
        };
    }

    /** The round before the first is for warming up. */
    private static void add(Map<String, double[]> rates, int round, String name, double rate) {
        double[] values = rates.computeIfAbsent(name, n -> new double[ROUNDS]);
        if (round >= 0) {
            values[round] = rate;
        }
    }

    private static double decode(Film film, PictureSettings settings, boolean take)
            throws IOException {
        long[] bytes = {0};
        PictureConsumer consumer =
                (id, picture) -> bytes[0] += take ? picture.toPicture().bytes().length : 1;
        long start = System.nanoTime();
        try (VideoDecoder decoder = film.decoder(settings)) {
            for (Film.Frame frame : film.frames()) {
                decoder.decode(frame.data(), frame.keyFrame(), 0, consumer);
            }
            decoder.finish(consumer);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (bytes[0] < FRAMES) {
            throw new IllegalStateException("only " + bytes[0] + " of " + FRAMES);
        }
        return FRAMES / seconds;
    }

    /** By the program's own clock, which begins when it has started. */
    private double ffmpeg(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("ffmpeg", "-v", "info", "-benchmark", "-filter_threads", "1"));
        command.addAll(List.of("-threads", "1", "-i", film.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-threads", "1", "-f", "null", "-"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            Matcher time =
                    REAL_TIME.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
            if (!process.waitFor(1, TimeUnit.MINUTES) || !time.find()) {
                throw new IOException("no time from " + command);
            }
            return FRAMES / Double.parseDouble(time.group(1));
        } finally {
            process.destroyForcibly();
        }
    }

    /** An hour's worth of frames, as a job decodes them. */
    private void memory() throws IOException {
        List<MediaFragment> fragments = Fragments.of(Film.read(film));
        PictureSettings settings = PictureSettings.defaults().withMaxWidth(SMALL);
        int decoded = 0;
        for (int next = 0; decoded < HOUR_OF_FRAMES; next = (next + 1) % fragments.size()) {
            MediaFragment fragment = fragments.get(next);
            BitSet all = new BitSet();
            all.set(0, fragment.frameCount());
            Outcome outcome = Outcome.of(fragment, settings, all);
            int before = decoded;
            decoded += outcome.pictures.size();
            if (before / SAMPLE_EVERY != decoded / SAMPLE_EVERY || before == 0) {
                System.out.printf("%6d pictures, %s%n", decoded, residentMemory());
            }
        }
    }

    private static String residentMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("VmRSS unknown")
                .replaceAll("\\s+", " ");
    }
}
