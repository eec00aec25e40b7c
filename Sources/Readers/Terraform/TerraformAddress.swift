/// An address or a reference of Terraform, taken apart at its dots: `module.ecs["realtime"].aws_security_group.this`.
///
/// Source: https://developer.hashicorp.com/terraform/cli/state/resource-addressing
struct TerraformAddress: Hashable {
    /// A part between dots, with the index that follows it.
    struct Part: Hashable {
        var name: String
        /// As it is written between the brackets: `"realtime"` or `0`.
        var index: String?
    }

    var parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var name = ""
        var index: String?
        var isQuoted = false
        var depth = 0
        for character in text {
            if depth > 0 {
                if character == "\"" { isQuoted.toggle() }
                if character == "]", !isQuoted {
                    depth -= 1
                    if depth == 0 { continue }
                }
                index?.append(character)
            } else if character == "[" {
                depth = 1
                index = ""
            } else if character == "." {
                parts.append(Part(name: name, index: index))
                name = ""
                index = nil
            } else {
                name.append(character)
            }
        }
        parts.append(Part(name: name, index: index))
        self.parts = parts
    }

    /// The parts of a module's address without the words `module`.
    static func modules(_ address: String) -> [Part] {
        address.isEmpty ? [] : TerraformAddress(address).parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    /// The address of a module by its parts.
    static func text(ofModules modules: [Part]) -> String {
        modules.map { part in "module.\(part.name)" + (part.index.map { "[\($0)]" } ?? "") }.joined(separator: ".")
    }
}
