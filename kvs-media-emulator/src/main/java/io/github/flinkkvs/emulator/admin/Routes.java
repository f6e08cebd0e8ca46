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

package io.github.flinkkvs.emulator.admin;

import io.github.flinkkvs.emulator.KvsEmulator;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which path is answered by what. */
final class Routes {
    private static final String ROOT = "/emulator/";
    private static final String NAME = "{name}";

    /** By method and path; the second argument is the stream's name, empty where there is none. */
    private final Map<String, BiFunction<AdminRequest, String, Answer>> routes =
            new LinkedHashMap<>();

    Routes(KvsEmulator emulator, Clock clock) {
        StatusReport status = new StatusReport(emulator, clock);
        Previews previews = new Previews(emulator);
        Commands commands = new Commands(emulator);
        for (StatusPage file : StatusPage.values()) {
            routes.put("GET " + file.path(), (request, name) -> file.answer());
        }
        routes.put("GET status", (request, name) -> Answer.json(status.report()));
        routes.put("GET streams/{name}/preview", (request, name) -> previews.of(name));
        routes.put("POST streams/{name}/faults", commands::inject);
        routes.put("DELETE streams/{name}/faults", (request, name) -> commands.clear(name));
        routes.put("POST streams/{name}/cameras", commands::addCamera);
        routes.put("DELETE streams/{name}/cameras", (request, name) -> commands.stop(name));
        routes.put("GET faults", (request, name) -> commands.kinds());
        routes.put("POST faults", (request, name) -> commands.inject(request));
        routes.put("DELETE faults", (request, name) -> commands.clear());
        routes.put("POST limits", (request, name) -> commands.limits(request));
    }

    static boolean isPicture(AdminRequest request) {
        return request.path().endsWith("/preview");
    }

    Answer answer(AdminRequest request) {
        if (!request.path().startsWith(ROOT)) {
            return Answer.redirect(ROOT);
        }
        String path = request.path().substring(ROOT.length());
        Matcher ofStream = Pattern.compile("streams/(.+)/(\\w+)", Pattern.DOTALL).matcher(path);
        String name = ofStream.matches() ? ofStream.group(1) : "";
        String known = ofStream.matches() ? "streams/" + NAME + "/" + ofStream.group(2) : path;
        BiFunction<AdminRequest, String, Answer> route = routes.get(request.method() + " " + known);
        if (route == null) {
            throw wrong(request, known);
        }
        return route.apply(request, name);
    }

    private AdminException wrong(AdminRequest request, String known) {
        List<String> methods =
                routes.keySet().stream()
                        .filter(route -> route.endsWith(" " + known))
                        .map(route -> route.substring(0, route.indexOf(' ')))
                        .toList();
        if (!methods.isEmpty()) {
            return new AdminException(
                    405, request.path() + " takes " + String.join(" or ", methods));
        }
        String all =
                routes.keySet().stream()
                        .map(route -> route.replace(" ", " " + ROOT))
                        .collect(Collectors.joining(", "));
        return new AdminException(404, "There is no " + request.path() + "; there are " + all);
    }
}
