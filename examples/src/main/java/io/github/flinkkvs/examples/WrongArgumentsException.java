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

import picocli.CommandLine;

/** The command line says something that an example does not understand. */
public final class WrongArgumentsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private WrongArgumentsException(String message) {
        super(message);
    }

    /**
     * Reads the command line into the annotated fields of an object.
     *
     * @return false if only help was asked for, which has been printed
     * @throws WrongArgumentsException with what is wrong, and the usage
     */
    public static boolean parse(Object options, String[] args) {
        CommandLine commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            throw new WrongArgumentsException(
                    e.getMessage() + System.lineSeparator() + commandLine.getUsageMessage());
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(System.out);
            return false;
        }
        return true;
    }
}
