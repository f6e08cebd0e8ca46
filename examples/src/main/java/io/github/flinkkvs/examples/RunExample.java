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

package io.github.flinkkvs.examples;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs one of the examples by its name and ends with a status that scripts can test: 0 when it is
 * done, 2 for wrong arguments, 1 for anything else, with the reasons instead of a stack trace.
 */
public final class RunExample {

    private RunExample() {}

    /**
     * Runs an example.
     *
     * @param args the example's name, then its arguments
     */
    public static void main(String[] args) {
        System.exit(args.length == 0 ? usage("No example named.") : run(args));
    }

    private static int run(String[] args) {
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(RunExample.class.getPackageName() + "." + args[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) rest);
            return 0;
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            return usage("There is no example '" + args[0] + "'.");
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof WrongArgumentsException
                    ? say(2, e.getCause().getMessage())
                    : say(1, args[0] + " failed:" + reasons(e.getCause()));
        }
    }

    private static int usage(String problem) {
        return say(
                2,
                problem
                        + " Examples are: Archive, CallAudio, CameraWall, FragmentIndexJob,"
                        + " MotionAlerts, QuickStart.");
    }

    private static int say(int status, String message) {
        System.err.println(message);
        return status;
    }

    /** The messages of the causes, the outermost first, none said twice. */
    private static String reasons(Throwable error) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            if (messages.stream().noneMatch(said -> said.contains(message))) {
                messages.add(message);
            }
        }
        return "\n  " + String.join("\n  ", messages);
    }
}
