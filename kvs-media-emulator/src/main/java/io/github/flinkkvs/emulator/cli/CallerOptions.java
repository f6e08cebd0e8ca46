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

package io.github.flinkkvs.emulator.cli;

import io.github.flinkkvs.emulator.KvsEmulatorBuilder;
import io.github.flinkkvs.emulator.limits.ServiceLimits;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What callers must bring, and what they may ask for. */
final class CallerOptions {
    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description =
                    "Takes only requests signed with a key of this file, which is one as the AWS CLI"
                            + " has in ~/.aws/credentials. Default: any key and secret will do.")
    private Path credentials;

    @Option(names = "--unsigned", description = "Takes requests without any signature, too.")
    private boolean unsigned;

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description =
                    "Sets one of the service's limits to a number or to off, such as"
                            + " get-media-connections=10. Can be repeated; a wrong name lists all.")
    private List<String> limits = new ArrayList<>();

    @Option(
            names = "--no-limits",
            description = "Takes all limits off but those that --limit sets.")
    private boolean noLimits;

    void applyTo(KvsEmulatorBuilder builder) {
        if (credentials != null && unsigned) {
            throw new IllegalArgumentException(
                    "--credentials and --unsigned contradict each other");
        }
        builder.acceptUnsigned(unsigned).limits(serviceLimits());
        if (credentials != null) {
            builder.accessKeys(new CredentialsFile(credentials).accessKeys());
        }
    }

    /** The file, if signatures are checked by it. */
    Optional<Path> credentials() {
        return Optional.ofNullable(credentials);
    }

    private ServiceLimits serviceLimits() {
        ServiceLimits all = noLimits ? ServiceLimits.none() : ServiceLimits.service();
        for (String limit : limits) {
            all = all.withSetting(limit);
        }
        return all;
    }
}
