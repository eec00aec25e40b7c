import Environments
import Explorer
import Frames
import CoreModel

/// A key with what it is for.
struct ScriptedKey {
    var event: Event
    var kind: String
}

/// Keys as people press them, the same for the same seed: one errand after the other.
struct KeyScript {
    private var random: SeededRandom
    private let names: [String]
    private var waiting: [ScriptedKey] = []

    init(seed: UInt64, inventory: Inventory) {
        random = SeededRandom(seed: seed)
        names = inventory.loadedGroups.map { inventory[inventory[$0].name] }
    }

    mutating func next() -> ScriptedKey {
        if waiting.isEmpty {
            waiting = errand().reversed()
        }
        return waiting.removeLast()
    }

    private mutating func errand() -> [ScriptedKey] {
        switch random.below(12) {
        case 0, 1: return filter()
        case 2: return ask()
        case 3: return find()
        case 4, 5: return move([.down, .up, .left, .right, "h", "j", "k", "l"], "move on the map", from: [.escape, .tab])
        case 6: return open()
        case 7: return look()
        case 8: return [key("["), key("["), key("]")].map { with($0, "back, forward") }
        case 9: return tour()
        case 10: return matrix()
        default: return command()
        }
    }

    private func key(_ key: Key) -> ScriptedKey { ScriptedKey(event: .key(key), kind: "other keys") }

    private func with(_ scripted: ScriptedKey, _ kind: String) -> ScriptedKey { ScriptedKey(event: scripted.event, kind: kind) }

    private func typed(_ text: String, _ kind: String) -> [ScriptedKey] { text.map { with(key(.character($0)), kind) } }

    /// Out of whatever is open.
    private var out: [ScriptedKey] { [Key.escape, .escape, .escape, .escape].map(key) }

    private mutating func piece() -> String {
        let name = random.pick(names)
        return String(name.prefix(3 + random.below(max(1, name.count - 3))))
    }

    private mutating func filter() -> [ScriptedKey] {
        let texts = [piece(), "5432", ":443", "10.1.2.3:5432", "internet:443", "nothing has this"]
        let typing = typed(random.pick(texts), "type a filter")
        let moves = (0..<random.below(12)).map { _ in with(key(random.pick([.down, .down, .up, .pageDown])), "move in the list") }
        return out + [key("v"), key("/")] + typing + moves + [with(key(.enter), "open a group")] + out
    }

    private mutating func find() -> [ScriptedKey] {
        let typing = typed(piece(), "type to find")
        return out + [key(.tab), key("/")] + typing + [with(key(.enter), "keep what was found"), key("n"), key("n"), key("N")]
    }

    private mutating func ask() -> [ScriptedKey] {
        let question = "\(random.pick(names)) -> \(random.pick(names)):\(random.pick(["443", "5432", "8080", "all"]))"
        let typing = typed(question, "type a question")
        let after = ["n", "n", "x", "n", .enter, .escape].map { with(key($0), "in an answer") }
        return out + [key("a")] + typing + [with(key(.enter), "ask")] + after
    }

    private mutating func move(_ keys: [Key], _ kind: String, from start: [Key]) -> [ScriptedKey] {
        start.map(key) + (0..<20).map { _ in with(key(random.pick(keys)), kind) }
    }

    private mutating func open() -> [ScriptedKey] {
        let moves = (0..<10).map { _ in with(key(random.pick(["j", "j", "k", .pageDown, "g", "G"])), "move in a pane") }
        return out + [with(key(.enter), "open a group")] + moves + [with(key(.enter), "follow a rule")]
    }

    private mutating func look() -> [ScriptedKey] {
        let keys: [Key] = [">", "<", "+", "-", "z", "z", "L", "H", "?", "j", .escape]
        return [key(.escape), key(.tab)] + keys.map { with(key($0), "levels and steps") }
    }

    private mutating func tour() -> [ScriptedKey] {
        let keys = (0..<20).map { _ in random.pick([" ", "n", "n", "N", "o", "j", "k", .pageDown, "G", "g"] as [Key]) }
        return out + [with(key("t"), "open the walkthrough")] + keys.map { with(key($0), "in the walkthrough") } + out
    }

    private mutating func matrix() -> [ScriptedKey] {
        let keys = (0..<20).map { _ in
            random.pick(["h", "l", "l", "j", "j", "k", .pageDown, "M", "G", "g", .tab, .backTab] as [Key])
        }
        return out + [with(key("M"), "open the matrix")] + keys.map { with(key($0), "in the matrix") } + out
    }

    private mutating func command() -> [ScriptedKey] {
        typed(":goto \(piece())", "type a command") + [with(key(.tab), "type a command"), with(key(.enter), "go to")]
    }
}
