import Diagram
import Example
import Notes
import Reachability
import Readers
import Review
import SecurityGroups

@testable import Explorer

/// The explorer on the example environment, and on inventories made up for a test.
enum ExampleExplorer {
    /// The example as the program opens it without input.
    static let model: ExplorerModel = {
        do {
            let inventory = try InputReader().read(documents: ExampleEnvironment.documents, label: "example")
            let notes = try NotesReader().read(ExampleEnvironment.notes.bytes, from: ExampleEnvironment.notes.name)
            return model(of: inventory, notes: notes, isExample: true)
        } catch {
            preconditionFailure("the example cannot be read: \(error)")
        }
    }()

    static func model(of inventory: Inventory, notes: Notes? = nil, isExample: Bool = false) -> ExplorerModel {
        let analyzer = Analyzer(inventory, names: Annotations(inventory, notes: notes).names)
        return ExplorerModel(inventory: inventory, analyzer: analyzer, notes: notes, isExample: isExample)
    }

    /// An inventory of groups by name; each lets in what `rules` says: who comes in, to whom, on which port.
    ///
    /// Who comes in is a group's name, or a CIDR. Each lets out everything, but for those that are `closed`.
    static func inventory(
        groups: [String], rules: [(from: String, to: String, port: Int)] = [], closed: Set<String> = [],
        label: String = "made up"
    ) -> Inventory {
        var builder = InventoryBuilder(label: label)
        let listing = Listing(kind: .groups, argument: 0, file: "made-up.json")
        builder.noteListing(listing)
        for (place, name) in groups.enumerated() {
            var group = Group(id: builder.intern("sg-\(place)"))
            group.name = builder.intern(name)
            group.description = builder.intern("description of \(name)")
            group.knowledge = .complete
            builder.beginGroup(group, in: listing)
            for rule in rules where rule.to == name {
                guard let traffic = try? Traffic(.tcp, from: rule.port, to: rule.port) else { continue }
                let peer: Peer
                if let network = try? IPNetwork(parsing: rule.from) {
                    peer = builder.peer(network)
                } else {
                    let source = builder.intern("sg-\(groups.firstIndex(of: rule.from) ?? 0)")
                    peer = builder.peer(GroupReference(group: builder.group(id: source)))
                }
                let description = builder.intern("from \(rule.from)")
                builder.addRule(Rule(description: description, direction: .ingress, traffic: traffic, peer: peer))
            }
            if closed.contains(name) { continue }
            builder.addRule(Rule(direction: .egress, traffic: .all, peer: builder.peer(.everything(.v4))))
        }
        return builder.finish()
    }
}

extension ExampleExplorer {
    /// Forty services that call each other across, behind a front door: too much for one screen.
    static let mesh: Inventory = {
        let names = ["front"] + (1..<40).map { "service-\($0)" }
        var rules = [(from: "0.0.0.0/0", to: "front", port: 443)]
        for place in 1..<40 {
            for step in [1, 3, 7, 11] {
                rules.append((from: names[(place * step + step) % 40], to: names[place], port: 8000 + step))
            }
        }
        return inventory(groups: names, rules: rules, label: "mesh")
    }()
}

/// A story of keys and what is seen: press, type, expect.
struct Story {
    var state: ExplorerState
    var effects: [Effect] = []
    /// Whether what is done beside the event loop is held until ``finishWork()``.
    var holdsWork = false
    private(set) var held: [Work] = []

    init(_ model: ExplorerModel = ExampleExplorer.model, _ columns: Int = 80, _ rows: Int = 24, glyphs: GlyphSet = .unicode) {
        state = ExplorerState(model: model, size: ScreenSize(columns: columns, rows: rows), glyphs: glyphs)
    }

    /// Presses keys one after the other.
    mutating func press(_ keys: Key...) {
        for key in keys { send(.key(key)) }
    }

    /// Types a text key by key.
    mutating func type(_ text: String) {
        for character in text { send(.key(.character(character))) }
    }

    /// Asks a question in the question line.
    mutating func ask(_ question: String) {
        press("a")
        type(question)
        press(.enter)
    }

    mutating func send(_ event: Event) {
        let result = reduce(state, event)
        state = result.state
        // What is done beside the event loop is done at once here.
        for effect in result.effects {
            guard case .work(let work) = effect else {
                effects.append(effect)
                continue
            }
            if holdsWork { held.append(work) } else { send(.done(work.run())) }
        }
    }

    /// Does all that was held, the newest of each kind and what comes of it.
    mutating func finishWork() {
        holdsWork = false
        defer { held = [] }
        for work in held { send(.done(work.run())) }
    }

    var frame: Frame { render(state, size: state.size, glyphs: state.glyphs) }
    var screen: String { frame.text }

    /// The line of the screen that holds a text.
    func line(with text: String) -> String? {
        screen.split(separator: "\n", omittingEmptySubsequences: false).first { $0.contains(text) }.map(String.init)
    }

    /// What the selection is called.
    var selected: String { state.selection.map(state.model.name) ?? "nothing" }
}
