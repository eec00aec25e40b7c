import Support
import Testing

@testable import Explorer

@Suite("The table of commands")
struct CommandTableTests {
    @Test("In one context no key has two meanings")
    func unambiguous() {
        for context in [Command.Context.screen, .network, .board, .question, .find, .filter, .command, .copy, .help] {
            let keys = Command.table.filter { $0.context == context }.flatMap(\.bindings)
            #expect(keys.count == Set(keys).count)
        }
    }

    @Test("Every command says what it does, and none claims a key that typing needs")
    func described() {
        for command in Command.table {
            #expect(!command.help.isEmpty && !(command.keys.isEmpty && command.words.isEmpty))
            guard [.question, .find, .filter, .command].contains(command.context) else { continue }
            for key in command.bindings {
                if case .character = key { Issue.record("\(command.keys) takes a character from the text") }
            }
        }
    }

    @Test("Every command of the screen that a key does can be typed behind `:` too, and no word stands for two")
    func words() {
        let words = Command.table.flatMap(\.words).map(\.word)
        #expect(words.count == Set(words).count)
        // Moving about is what keys are for; / and : are typed already.
        let keysAlone: Set<String> = ["arrows hjkl", "Tab", "Enter", "Esc", "PgUp PgDn ^U ^D", "g G Home End", "HJKL", ":"]
        for command in Command.table where command.context == .screen && !keysAlone.contains(command.keys) {
            #expect(!command.words.isEmpty, "\(command.keys)")
        }
    }

    @Test("The bottom line shows only keys that are valid, and at least help and quit", arguments: [40, 60, 80, 120, 200])
    func bottomLine(columns: Int) {
        let story = Story(ExampleExplorer.model, columns, 24)
        let line = story.screen.split(separator: "\n").last ?? ""
        #expect(line.hasSuffix("? keys  q quit"))
        #expect(!line.contains("swap"))
    }
}
