import Frames

/// One thing that a key does: the table of these is what dispatches keys, and what help and the bottom line are made of.
struct Command: Sendable {
    enum Context: Hashable, Sendable {
        case screen, network, board, trial, traffic, question, choice, find, filter, sifting, command, copy, steps, findings,
            change, fixes, help
        case timeLine
    }

    /// What the bottom line says of a command.
    struct BarWord: Sendable {
        var word: String
        var rank: Int
    }

    enum Section: String, Sendable, CaseIterable {
        case moving = "moving"
        case looking = "looking"
        case asking = "asking"
        case trying = "trying"
        case taking = "taking along"
        case program = "program"
    }

    /// The keys as help writes them: "arrows hjkl".
    let keys: String
    /// The word for the bottom line; empty where it has no place there.
    let name: String
    let help: String
    /// The heading that it stands under in the help.
    let section: Section
    /// What the bottom line shows first where there is no room for all; below zero at its end, and always.
    let rank: Int
    /// Another word and rank for the bottom line, where what the key does depends on what is shown.
    let here: (@Sendable (ExplorerState) -> BarWord?)?
    let bindings: [Key]
    let context: Context
    let isValid: @Sendable (ExplorerState) -> Bool
    /// How it is typed behind `:`.
    var words: [CommandWord] = []
    let run: @Sendable (inout ExplorerState, Key) -> Void

    /// A command.
    init(
        _ keys: String, _ bindings: [Key], _ name: String = "", rank: Int = 99,
        here: (@Sendable (ExplorerState) -> BarWord?)? = nil,
        help: String, _ section: Section, in context: Context = .screen,
        when isValid: @escaping @Sendable (ExplorerState) -> Bool = { _ in true },
        run: @escaping @Sendable (inout ExplorerState, Key) -> Void
    ) {
        self.keys = keys
        self.bindings = bindings
        self.name = name
        self.rank = rank
        self.here = here
        self.help = help
        self.section = section
        self.context = context
        self.isValid = isValid
        self.run = run
    }

    /// What the bottom line says of it now; nil where it says nothing.
    func bar(_ state: ExplorerState) -> BarWord? {
        let word = here?(state) ?? BarWord(word: name, rank: rank)
        return word.word.isEmpty ? nil : word
    }
}

extension ExplorerState {
    /// Where keys go to now.
    var context: Command.Context {
        if help != nil { return .help }
        switch prompt {
        case .question(let question): return question.choice == nil ? .question : .choice
        case .find: return .find
        case .filter: return .filter
        case .command: return .command
        case .copy: return .copy
        case .steps: return .steps
        case .findings: return .findings
        case .traffic: return .sifting
        case .change: return .change
        case .fixes: return .fixes
        case nil: return .screen
        }
    }

    /// The contexts in which a key is looked up, the first of them first: the network map, the board, the list of changes and what flow
    /// logs say have keys of their own.
    func contexts(_ context: Command.Context) -> [Command.Context] {
        guard context == .screen else { return [context] }
        if focus == .traffic { return [.traffic, .screen] }
        return isOnNetwork
            ? [.network, .screen]
            : focus == .board
                ? [.board, .screen]
                : focus == .trial ? [.trial, .screen] : focus == .timeLine ? [.timeLine, .screen] : [.screen]
    }

    /// The commands that keys do now; of two that share their keys the first counts.
    var validCommands: [Command] { validCommands(in: context) }

    /// The same in some context.
    func validCommands(in context: Command.Context) -> [Command] {
        var taken: Set<Key> = []
        let valid = contexts(context).flatMap { own in Command.table.filter { $0.context == own && $0.isValid(self) } }
        return valid.filter { command in
            if !command.bindings.isEmpty, taken.isSuperset(of: command.bindings) { return false }
            taken.formUnion(command.bindings)
            return true
        }
    }
}
