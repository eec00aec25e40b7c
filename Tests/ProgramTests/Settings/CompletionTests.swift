import Foundation
import PseudoTerminal
import Support
import Testing

/// A shell that somebody types into, with the completion that the program writes for it.
private final class TypedShell {
    private let session: PtySession

    /// Whether a shell is installed.
    static func isInstalled(_ name: String) -> Bool {
        ["/bin", "/usr/bin"].contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    /// Starts it in a folder; `sgscope` shows its arguments instead of what it does.
    init(_ name: String, in folder: Scratch) throws {
        let program = URL(filePath: BuiltProgram.path).deletingLastPathComponent().path
        let environment = [
            "PATH": "\(program):/usr/bin:/bin", "HOME": folder.path("home"), "XDG_CONFIG_HOME": folder.path("none"),
            "XDG_STATE_HOME": folder.path("none"), "LANG": "C.UTF-8", "HISTFILE": "",
        ]
        let shown = #"sgscope() { if [ "$1" = --complete ]; then command sgscope "$@"; else printf '{%s}' "$@"; echo; fi; }"#
        let (command, setting): ([String], [String]) =
            switch name {
            case "bash": (["bash", "--norc", "--noprofile", "-i"], [#"eval "$(command sgscope completion bash)""#, shown])
            case "zsh":
                (
                    ["zsh", "-f", "-i"],
                    ["autoload -U compinit; compinit -u -D", #"eval "$(command sgscope completion zsh)""#, shown]
                )
            default:
                (
                    ["fish", "--no-config", "-i"],
                    [
                        "command sgscope completion fish | source",
                        #"function sgscope; if test "$argv[1]" = --complete; command sgscope $argv; else; printf '{%s}' $argv; echo; end; end"#,
                    ]
                )
            }
        session = try PtySession(
            columns: 200, rows: 40, environment: environment,
            command: ["/usr/bin/env", "-C", folder.directory.path] + command)
        for line in setting {
            session.send("\(line)\r")
            _ = session.output(quiet: 0.5)
        }
        session.send("echo be''gin\r")
        _ = try session.output(until: "begin")
    }

    /// What the arguments of a line are after Tab, or, where they are not those that are wanted, after another: the program gives up
    /// where it is slow, and on a busy machine it may be.
    func arguments(_ line: String, wanted: String) -> String? {
        for _ in 0..<3 where arguments(line) == wanted { return wanted }
        return arguments(line)
    }

    /// What the arguments of a line are after Tab; nil where the line is no whole one then.
    private func arguments(_ line: String) -> String? {
        session.send(line)
        _ = session.output(quiet: 0.1)
        session.send("\t")
        // What is completed is written: the machine may be busy, so it is waited for, not for a time.
        _ = said(until: { !$0.isEmpty })
        session.send("\r")
        let shown = said { Self.arguments(in: $0) != nil }
        session.send("\u{03}")
        _ = session.output(quiet: 0.1)
        return Self.arguments(in: shown)
    }

    /// What the shell says until that is enough; all of it where it never is.
    private func said(until isEnough: (String) -> Bool) -> String {
        var bytes: [UInt8] = []
        for _ in 0..<25 {
            bytes += session.output(quiet: 0.3)
            if isEnough(String(decoding: bytes, as: UTF8.self)) { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The arguments that were shown; nil where none were.
    private static func arguments(in said: String) -> String? {
        let lines = said.split { $0.isNewline }.map { $0.drop { $0 != "{" } }
        return lines.first { $0.hasPrefix("{") && $0.last == "}" }.map { String($0.dropFirst().dropLast()) }
    }
}

/// Completion in the shells themselves.
@Suite("Completion", .serialized)
struct CompletionTests {
    /// Names that a shell would obey, or take apart, if they were not quoted; what is typed of them.
    private static let names = [
        ("a", "a b"), ("it", "it's one"), ("q", "q\"q mark"), ("d", "d$(touch pwned1) x"), ("e", "e`touch pwned2`"),
        ("f", "f;touch pwned3"), ("co", "co:lon name"), ("co:l", "co:lon name"), ("g", "g\\back"), ("h", "h&amp|pipe>x"),
        ("j", "j!bang"), ("k", "k*star?"), ("l", "l[br]{x,y}"), ("m", "m$HOME"), ("n", "n%percent"), ("o", "o#hash"),
        ("ü", "ü umlaut"), ("p=", "p=eq"), ("r", "r(par)"), ("'d", "d$(touch pwned1) x"), ("\"m", "m$HOME"), ("\"q", "q\"q mark"),
        ("\"e", "e`touch pwned2`"),
    ]

    private static func folder() throws -> Scratch {
        let folder = try Scratch()
        let all = Set(names.map(\.1)).sorted() + ["new\nline", "esc\u{1B}[31m", "-dash"]
        let groups = all.enumerated().map { place, name in
            [
                "GroupId": "sg-\(1000 + place)", "GroupName": name, "Description": "", "IpPermissionsEgress": [],
                "IpPermissions": [
                    ["IpProtocol": "tcp", "FromPort": 4242, "ToPort": 4242, "IpRanges": [["CidrIp": "0.0.0.0/0"]]]
                ],
            ] as [String: Any]
        }
        let data = try JSONSerialization.data(withJSONObject: ["SecurityGroups": groups])
        try folder.write("h.json", String(decoding: data, as: UTF8.self))
        try folder.write("my file.json", String(decoding: data, as: UTF8.self))
        return folder
    }

    /// A shell's own words: every name is one word again, and nothing in it is run.
    private static func check(_ shell: String) throws {
        let folder = try folder()
        let typed = try TypedShell(shell, in: folder)
        for (start, name) in names {
            let wanted = "rules}{-i}{h.json}{\(name)"
            #expect(typed.arguments("sgscope rules -i h.json \(start)", wanted: wanted) == wanted, "\(start)")
        }
        let others = [
            ("sgscope why alb rds postg", "why}{alb}{rds}{postgres"), ("sgscope why \"alb", "why}{ALB SG"),
            ("sgscope ru", "rules"),
            ("sgscope why -i h.json a 'a b' 4", "why}{-i}{h.json}{a}{a b}{4242"), ("sgscope draw --form", "draw}{--format"),
            ("sgscope draw --format sv", "draw}{--format}{svg"), ("sgscope draw --format=sv", "draw}{--format=svg"),
            ("sgscope draw -i my", "draw}{-i}{my file.json"), ("sgscope my", "my file.json"),
            ("sgscope draw my", "draw}{my file.json"),
            ("sgscope rules my", "rules}{my file.json"), ("sgscope completion fi", "completion}{fish"),
            ("sgscope draw --select redi", "draw}{--select}{Redis SG"),
        ]
        for (line, wanted) in others { #expect(typed.arguments(line, wanted: wanted) == wanted, "\(line)") }
        for name in ["pwned1", "pwned2", "pwned3"] { #expect(!FileManager.default.fileExists(atPath: folder.path(name))) }
    }

    @Test(.enabled(if: TypedShell.isInstalled("bash"))) func `bash completes commands, options, files, names and ports`() throws {
        try Self.check("bash")
    }

    @Test(.enabled(if: TypedShell.isInstalled("zsh"))) func `zsh completes commands, options, files, names and ports`() throws {
        try Self.check("zsh")
    }

    @Test(.enabled(if: TypedShell.isInstalled("fish"))) func `fish completes commands, options, files, names and ports`() throws {
        try Self.check("fish")
    }

    // MARK: What the program answers

    private static func answer(_ words: [String]) throws -> [String] {
        try ProgramRun(["--complete", "zsh"] + words).output.split(separator: "\n").map(String.init)
    }

    @Test func `what a terminal would obey, what breaks a line and what is an option is no word`() throws {
        let folder = try Self.folder()
        let words = try Self.answer(["rules", "-i", folder.path("h.json"), ""])
        #expect(words.contains("a b") && words.contains("m$HOME"))
        #expect(!words.contains { $0.contains("esc") || $0.contains("new") || $0.contains("line") || $0.hasPrefix("-") })
    }

    @Test func `inputs that are large, that are pipes or that are broken complete nothing, and at once`() throws {
        let folder = try Scratch()
        try folder.write("big.json", "[" + String(repeating: " ", count: 17 << 20))
        try folder.write("broken.json", "{\"SecurityGroups\": [")
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        for name in ["big.json", "broken.json", "pipe", "gone.json"] {
            let start = ContinuousClock.now
            let run = try ProgramRun(["--complete", "zsh", "rules", "-i", folder.path(name), ""])
            #expect(run.status == 0 && run.output == "files\n", "\(name): \(run.output)")
            #expect(ContinuousClock.now - start < .seconds(4))
        }
        #expect(try Self.answer(["why", "--live", "a"]) == ["files"])
        #expect(try Self.answer(["rules", "-i", "-", "a"]) == ["files"])
    }

    @Test func `every option of every command is completed, with the words that it takes`() throws {
        for command in ["explore", "draw", "list", "rules", "who", "why", "matrix", "check", "tour", "audit", "diff", "capture"] {
            let help = try ProgramRun([command, "--help"]).output
            let options = help.split(separator: "\n").filter { $0.hasPrefix("  -") }.compactMap { line in
                line.split(separator: " ").first { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "/" }) }
            }
            let words = try Self.answer([command, "-"])
            #expect(Set(options).isSubset(of: words), "\(command): \(Set(options).subtracting(words))")
        }
        #expect(
            try Self.answer(["audit", "--fail-on", ""]).dropFirst() == ["info", "low", "medium", "high", "critical", "never"])
        #expect(try Self.answer(["why", "--layers", "s"]).dropFirst() == ["security-groups"])
        #expect(try Self.answer(["draw", "--detail", ""]).dropFirst() == ["full", "titles", "names"])
    }

    @Test func `what the parser of arguments writes for shells is the same script`() throws {
        for shell in ["bash", "zsh", "fish"] {
            let script = try ProgramRun(["completion", shell]).output
            #expect(script.contains("--complete \(shell)"))
            #expect(try ProgramRun(["--generate-completion-script", shell]).output == script)
        }
    }
}
