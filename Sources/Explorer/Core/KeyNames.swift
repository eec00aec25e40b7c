import Frames

extension Key {
    /// What messages call a key: "c", "^R", "F5", "Insert".
    var name: String? {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let letter): "^\(letter.uppercased())"
        case .function(let number): "F\(number)"
        default: Self.byScriptedName.first { $0.key == self }?.name
        }
    }

    /// What it stands for in a pasted text; nil for a key that is no text.
    var pasted: Character? {
        switch self {
        case .character(let character): character
        case .enter: "\n"
        case .tab: " "
        default: nil
        }
    }
}
