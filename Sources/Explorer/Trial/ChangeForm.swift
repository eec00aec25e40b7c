import CoreModel
import Frames
import Reachability
import Text
import Trial

/// A change of a rule, field by field, and the line that says the same.
struct ChangeForm: Sendable {
    enum Field: Int, CaseIterable, Sendable {
        case direction, transport, ports, peer, words, line

        /// What stands before it.
        var label: String {
            switch self {
            case .direction: "direction"
            case .transport: "protocol"
            case .ports: "ports"
            case .peer: "peer"
            case .words: "words"
            case .line: "line"
            }
        }
    }

    /// The group as lines name it.
    let group: String
    /// What the bar calls it: "a new rule of RDS SG".
    let title: String
    /// The rule that is changed, as lines say it; nil for a new one.
    let old: String?
    /// The place of the change on trial that it takes; nil where it is one more.
    let replaces: Int?
    var direction = Direction.ingress
    /// "tcp", "udp", "icmp", "all", or whatever else was typed.
    var transport = "tcp"
    var ports = LineEditor()
    var peer = LineEditor()
    var words = LineEditor()
    var line = LineEditor()
    var field = Field.ports
    /// What Tab goes through, and the place in it.
    private(set) var candidates: [String] = []
    private var chosen: Int?

    static let transports = ["tcp", "udp", "icmp", "all"]

    /// A new rule of a group, or another in the place of one.
    init(group: String, title: String, rule: EditedRule?, old: String?, replaces: Int?, _ model: ExplorerModel) {
        (self.group, self.title, self.old, self.replaces) = (group, title, old, replaces)
        if let rule { take(rule, model) }
        compose()
    }

    /// Whether the direction may be another: a rule that is changed keeps its own.
    var takesDirection: Bool { old == nil }

    /// What is typed in a field; nil of one that has choices.
    var editor: LineEditor? {
        switch field {
        case .direction, .transport: nil
        case .ports: ports
        case .peer: peer
        case .words: words
        case .line: line
        }
    }

    /// What a field says.
    func text(_ field: Field) -> String {
        switch field {
        case .direction: direction.name
        case .transport: transport
        case .ports: ports.text
        case .peer: peer.text
        case .words: words.text
        case .line: line.text
        }
    }

    // MARK: Keys

    /// Goes to another field, round and round.
    mutating func move(by step: Int) {
        let all = Field.allCases.filter { $0 != .direction || takesDirection }
        let now = all.firstIndex(of: field) ?? 0
        go(to: all[(now + step + all.count) % all.count])
    }

    mutating func go(to field: Field) {
        self.field = field
        (candidates, chosen) = ([], nil)
    }

    /// Takes the next of a field's choices.
    mutating func turn(by step: Int) {
        switch field {
        case .direction: direction = direction == .ingress ? .egress : .ingress
        case .transport:
            let now = Self.transports.firstIndex(of: transport) ?? -1
            transport = Self.transports[(now + step + Self.transports.count) % Self.transports.count]
            if transport == "all" || transport == "icmp" { ports = LineEditor() }
        default: return
        }
        compose()
    }

    /// Does what an editing key does; false when the key is none.
    mutating func edit(_ key: Key) -> Bool {
        guard var editor, editor.edit(key) else { return false }
        put(editor)
        (candidates, chosen) = ([], nil)
        return true
    }

    mutating func insert(_ text: String) {
        guard var editor else { return }
        editor.insert(text)
        put(editor)
    }

    private mutating func put(_ editor: LineEditor) {
        switch field {
        case .direction, .transport: return
        case .ports: ports = editor
        case .peer: peer = editor
        case .words: words = editor
        case .line:
            line = editor
            return
        }
        compose()
    }

    /// Puts the next of what fits into the field; where nothing more fits, goes on to the next field.
    mutating func complete(by step: Int, _ model: ExplorerModel) {
        if candidates.isEmpty {
            let typed = text(field)
            switch field {
            case .direction, .transport:
                turn(by: step)
                return
            case .peer: candidates = Array(model.ends(startingWith: typed).prefix(40))
            case .ports: candidates = ports(startingWith: typed, model)
            case .line:
                let completion = ChangeCompletion(line.text, model)
                candidates = completion.lines
            case .words: break
            }
            if field != .line, candidates.allSatisfy({ $0 == typed }) {
                move(by: step)
                return
            }
        }
        guard !candidates.isEmpty else { return }
        let kept = candidates
        let next = chosen.map { ($0 + step + kept.count) % kept.count } ?? (step > 0 ? 0 : kept.count - 1)
        put(LineEditor(kept[next]))
        (candidates, chosen) = (kept.count == 1 ? [] : kept, kept.count == 1 ? nil : next)
    }

    /// How many fit, where Tab goes through them.
    var completion: String? {
        guard let chosen, candidates.count > 1 else { return nil }
        return "\(chosen + 1) of \(candidates.count): Tab the next"
    }

    private func ports(startingWith typed: String, _ model: ExplorerModel) -> [String] {
        let (own, far) = (group, peer.text.isEmpty ? "internet" : peer.text)
        return direction == .ingress
            ? model.ports(from: far, to: own, startingWith: typed) : model.ports(from: own, to: far, startingWith: typed)
    }

    // MARK: The line

    /// Writes the line that the fields say.
    private mutating func compose() {
        let typed = ports.text.withoutOuterBlanks
        let kind = transport == "all" || typed.isEmpty ? transport : "\(transport) \(typed)"
        let far = peer.text.withoutOuterBlanks
        let said = words.text.withoutOuterBlanks
        let rest =
            "\(kind)\(far.isEmpty ? "" : " \(direction == .ingress ? "from" : "to") \(TrialLine.named(far))")"
            + (said.isEmpty ? "" : " \(TrialLine.quoted(said))")
        line = LineEditor(old.map { "~ \($0) : \(rest)" } ?? "+ \(group) \(direction.name) \(rest)")
    }

    /// Takes the fields from a line that was typed, where it is of one rule.
    mutating func read(_ typed: TrialLine, _ model: ExplorerModel) {
        guard field == .line, typed.edits.count == 1 else { return }
        switch typed.edits[0] {
        case .add(let rule), .change(_, to: let rule): take(rule, model)
        default: return
        }
    }

    private mutating func take(_ rule: EditedRule, _ model: ExplorerModel) {
        direction = rule.identity.direction
        let traffic = rule.identity.traffic
        let parts = PortText.text(traffic)
        transport = "\(traffic.ipProtocol)"
        if traffic.ipProtocol == .all {
            (transport, ports) = ("all", LineEditor())
        } else if traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP {
            ports = LineEditor(traffic.selectorText ?? (traffic.ipProtocol.hasPorts ? "all" : ""))
        } else {
            (transport, ports) = (parts, LineEditor())
        }
        peer = LineEditor(model.text(rule.identity.peer))
        words = LineEditor(TerminalText.safe(rule.description))
    }
}

extension ExplorerModel {
    /// What a rule names, as it is typed.
    fileprivate func text(_ peer: EndIdentity) -> String {
        switch peer {
        case .network(let network): network.description
        case .prefixList(let id): id
        case .group(let id): inventory.group(id: id).map { analyzer.endText(of: .group($0)) } ?? id
        }
    }
}
