/// An error at a value of a document.
///
/// Its path is looked for only when the error is told.
struct JSONFault: Error {
    /// Where it is.
    private enum Place {
        case value(JSONValue)
        case told(String)
    }

    private let place: Place
    let problem: ReadError.Problem

    init(value: JSONValue, problem: ReadError.Problem) {
        place = .value(value)
        self.problem = problem
    }

    /// An error at a place of a document that is gone, because it was made from the one that was given.
    init(told: String, problem: ReadError.Problem) {
        place = .told(told)
        self.problem = problem
    }

    /// The same, told as what it is where PowerShell cut off what the value should have been.
    var explained: JSONFault {
        guard case .value(let value) = place, value.isCutByPowerShell else { return self }
        return JSONFault(
            value: value, problem: .badValue("was cut off by ConvertTo-Json; write the file again with -Depth 10"))
    }

    /// The path of what is wrong; of a member that is missing, the one that it would have.
    var whole: String {
        if case .value = place, case .missing(let member) = problem { path + Self.step(member) } else { path }
    }

    /// Where the value stands: `$.SecurityGroups[3].IpPermissions[0]`.
    var path: String {
        let value: JSONValue
        switch place {
        case .told(let text): return text
        case .value(let own): value = own
        }
        var path = "$"
        var current = value.at(1)
        while current.index != value.index {
            guard let step = Self.step(from: current, towards: value.index) else { break }
            path += step.text
            current = step.value
        }
        return path
    }

    private static func step(from container: JSONValue, towards target: Int) -> (text: String, value: JSONValue)? {
        if let members = try? container.members() {
            for (key, value) in members where target < value.after { return (step(key.string), value) }
        } else if let elements = try? container.elements() {
            for (number, value) in elements.enumerated() where target < value.after { return ("[\(number)]", value) }
        }
        return nil
    }

    static func step(_ key: String) -> String {
        let isPlain = !key.isEmpty && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        return isPlain ? ".\(key)" : "[\"\(key)\"]"
    }
}
