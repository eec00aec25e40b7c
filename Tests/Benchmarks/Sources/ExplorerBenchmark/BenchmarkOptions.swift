@preconcurrency import Glibc

/// What the command line asks for.
struct BenchmarkOptions {
    private(set) var groups = 10_000
    private(set) var keys = 100_000
    private(set) var seed: UInt64 = 1
    private(set) var isWall = false
    private(set) var isCheck = false
    /// The program whose bytes are counted.
    private(set) var program: String?

    /// Reads arguments; what is none ends the program with status 64.
    init(_ arguments: [String]) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--groups": groups = Self.number(name, &rest)
            case "--keys": keys = Self.number(name, &rest)
            case "--seed": seed = UInt64(Self.number(name, &rest))
            case "--wall": isWall = true
            case "--check": isCheck = true
            case "--program": program = rest.popFirst()
            default: Self.fail("\(name) is no option; there are --groups, --keys, --seed, --wall, --check, --program")
            }
        }
    }

    private static func number(_ name: String, _ rest: inout ArraySlice<String>) -> Int {
        guard let text = rest.popFirst(), let number = Int(text), number > 0 else { fail("\(name) takes a number above 0") }
        return number
    }

    private static func fail(_ message: String) -> Never {
        fputs("explorer: \(message)\n", stderr)
        exit(64)
    }
}
