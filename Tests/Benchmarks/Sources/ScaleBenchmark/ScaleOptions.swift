@preconcurrency import Glibc

/// What the command line asks for.
struct ScaleOptions {
    /// What is measured.
    enum Part: String {
        /// Every command beside the other program.
        case baseline
        /// Every command on one core and on all.
        case cores
        /// Every command at several sizes.
        case growth
    }

    private(set) var part = Part.baseline
    /// The program that is measured: the one built with this benchmark unless given.
    private(set) var program = ScaleOptions.builtProgram
    private(set) var baseline = ""
    private(set) var groups = 10_000
    private(set) var interfaces = 5_000
    private(set) var runs = 5
    /// The commands whose names hold this; all unless given.
    private(set) var wanted = ""
    /// Where files of earlier runs are kept; a folder that is removed unless given.
    private(set) var folder: String?

    static let usage = """
        scale --baseline PROGRAM   every command beside another build of the program; exit 1 where a target is missed
        scale --cores              wall and CPU time beside those of one core; exit 1 where a target is missed
        scale --growth             CPU time at 1,000, 3,000, 10,000 and 30,000 groups
          --program PROGRAM  --groups N  --interfaces N  --runs N  --only TEXT  --folder FOLDER
        """

    /// Reads arguments; what is none ends the program with status 64.
    init(_ arguments: [String]) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--baseline": baseline = Self.text(name, &rest)
            case "--cores": part = .cores
            case "--growth": part = .growth
            case "--program": program = Self.text(name, &rest)
            case "--groups": groups = Self.number(name, &rest)
            case "--interfaces": interfaces = Self.number(name, &rest)
            case "--runs": runs = Self.number(name, &rest)
            case "--only": wanted = Self.text(name, &rest)
            case "--folder": folder = Self.text(name, &rest)
            default: Self.fail("\(name) is no option\n\(Self.usage)")
            }
        }
        if part == .baseline, baseline.isEmpty { Self.fail("give the program to compare with\n\(Self.usage)") }
    }

    /// The program stands where this benchmark was built, as SwiftPM places the products of one build.
    private static var builtProgram: String {
        let own = CommandLine.arguments[0]
        let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        return folder + "/sgscope"
    }

    private static func text(_ name: String, _ rest: inout ArraySlice<String>) -> String {
        guard let text = rest.popFirst() else { fail("\(name) takes a value") }
        return text
    }

    private static func number(_ name: String, _ rest: inout ArraySlice<String>) -> Int {
        guard let number = Int(text(name, &rest)), number > 0 else { fail("\(name) takes a number above 0") }
        return number
    }

    private static func fail(_ message: String) -> Never {
        fputs("scale: \(message)\n", stderr)
        exit(64)
    }
}
