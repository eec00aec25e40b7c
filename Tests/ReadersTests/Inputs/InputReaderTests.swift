import Foundation
import Glibc
import Readers
import Support
import Synchronization
import Testing

extension Scratch {
    fileprivate var path: String { directory.path }

    fileprivate func message() -> String? {
        Fixtures.message { _ = try InputReader().read([.path(path)]) }?.replacing(path, with: "DIR")
    }
}

private func group(_ id: String) -> String {
    #"{"SecurityGroups": [{"GroupId": "\#(id)", "GroupName": "\#(id)", "IpPermissions": [], "IpPermissionsEgress": []}]}"#
}

private func state(_ id: String, serial: Int) -> String {
    #"""
    {"version": 4, "terraform_version": "1.9.0", "serial": \#(serial), "lineage": "one", "resources": [
      {"mode": "managed", "type": "aws_security_group", "name": "a", "instances": [{"attributes": {"id": "\#(id)"}}]}]}
    """#
}

@Suite("Files, directories and standard input")
struct InputReaderTests {
    @Test("A directory is read with all below it, sorted, without hidden files; what is unknown is named")
    func directory() throws {
        let scratch = try Scratch()
        try scratch.write("b.json", group("sg-b"))
        try scratch.write("a/z.json", group("sg-a"))
        try scratch.write(".hidden.json", group("sg-hidden"))
        try scratch.write(".terraform/x.json", group("sg-cached"))
        try scratch.write("README.md", "# Hello")
        try scratch.write("package.json", #"{"name": "x", "version": "1.0.0"}"#)
        try scratch.write("broken.json", #"{"name": "x", "#)
        try scratch.write("sgscope.yaml", "title: x")
        let loaded = try InputReader().read([.path(scratch.path)])
        let ids = loaded.inventory.loadedGroups.map { loaded.inventory[loaded.inventory[$0].id] }
        #expect(ids == ["sg-a", "sg-b"])
        #expect(
            loaded.inventory.notices == [
                "broken.json is no JSON: not used", "README.md and package.json are of no known kind: not used",
            ])
        #expect(loaded.notesFile == "\(scratch.path)/sgscope.yaml")
        #expect(loaded.files == ["\(scratch.path)/a/z.json", "\(scratch.path)/b.json"])
        #expect(loaded.inventory.label == scratch.path.split(separator: "/").last.map(String.init))
    }

    @Test("Links that lead in a circle end")
    func linkLoop() throws {
        let scratch = try Scratch()
        try scratch.write("a/groups.json", group("sg-1"))
        #expect(symlink("..", "\(scratch.path)/a/up") == 0)
        #expect(symlink("nowhere", "\(scratch.path)/a/broken") == 0)
        let loaded = try InputReader().read([.path(scratch.path)])
        #expect(loaded.files.count == 1)
    }

    @Test("A pipe or a device below a directory is passed over; named, a pipe is read and a device refused")
    func pipes() throws {
        let scratch = try Scratch()
        try scratch.write("groups.json", group("sg-1"))
        #expect(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
        #expect(symlink("/dev/zero", "\(scratch.path)/zero.json") == 0)
        #expect(try InputReader().read([.path(scratch.path)]).files.count == 1)
        let remedy = "not a file; give a file, a directory, or - for standard input"
        let pipe = "\(scratch.path)/pipe"
        // Often: a writer that is done before the reader has looked twice must not be missed.
        for _ in 0..<50 {
            let writer = Thread {
                guard let file = fopen(pipe, "w") else { return }
                fputs(group("sg-2"), file)
                fclose(file)
            }
            writer.start()
            #expect(try InputReader().read([.path(pipe)]).inventory.group(id: "sg-2") != nil)
        }
        #expect(Fixtures.message { _ = try InputReader().read([.path("/dev/zero")]) } == "/dev/zero: is a device, \(remedy)")
    }

    @Test("A link to a device is the device", arguments: ["/dev/zero", "/dev/random", "/dev/null"])
    func device(_ device: String) throws {
        let scratch = try Scratch()
        #expect(symlink(device, "\(scratch.path)/groups.json") == 0)
        let message = Fixtures.message { _ = try InputReader().read([.path("\(scratch.path)/groups.json")]) }
        #expect(
            message
                == "\(scratch.path)/groups.json: is a device, not a file; give a file, a directory, or - for standard input")
    }

    @Test("A file that somebody writes to while it is read ends in one line", arguments: [0, 200_000])
    func growing(_ size: Int) throws {
        let scratch = try Scratch()
        try scratch.write("groups.json", size == 0 ? "" : "[" + String(repeating: " ", count: size))
        let isDone = Atomic(false)
        let path = "\(scratch.path)/groups.json"
        let hasBegun = Atomic(false)
        let writer = Thread {
            let file = open(path, O_WRONLY | O_APPEND)
            let blanks = "[" + String(repeating: "1, ", count: 1 << 18)
            while !isDone.load(ordering: .relaxed) {
                _ = write(file, blanks, blanks.utf8.count)
                hasBegun.store(true, ordering: .relaxed)
            }
            close(file)
        }
        writer.start()
        while !hasBegun.load(ordering: .relaxed) { usleep(1000) }
        let message = Fixtures.message { _ = try InputReader().read([.path(path)]) }
        isDone.store(true, ordering: .relaxed)
        // Where the writer is slower than the reader there is an end, in the middle.
        let lines = ["grows while it is read", "so it is not JSON", "it was cut off"]
        #expect(lines.contains { message?.contains($0) == true }, "\(message ?? "none")")
        #expect(message?.contains("\n") == false)
    }

    /// Does something without root's right to open everything; the tests may run as root.
    private func asNobody<Result>(_ work: () throws -> Result) throws -> Result {
        // Of this thread alone (setfsuid(2)), which Glibc does not show to Swift.
        let symbol = try #require(dlsym(nil, "setfsuid"))
        let setUser = unsafeBitCast(symbol, to: (@convention(c) (uid_t) -> Int32).self)
        guard geteuid() == 0 else { return try work() }
        _ = setUser(65_534)
        defer { _ = setUser(0) }
        return try work()
    }

    @Test("What may not be read is an error, and never left out of a directory in silence")
    func closed() throws {
        let scratch = try Scratch()
        try scratch.write("a.json", group("sg-1"))
        try scratch.write("closed/b.json", group("sg-2"))
        #expect(chmod(scratch.path, 0o755) == 0)
        for (name, path) in [("closed/b.json", "closed/b.json"), ("closed", "closed")] {
            #expect(chmod("\(scratch.path)/\(path)", 0) == 0)
            let message = try asNobody { scratch.message() }
            #expect(message == "DIR/\(name): cannot be opened (Permission denied); check its permissions")
        }
        #expect(chmod("\(scratch.path)/closed", 0o755) == 0)
    }

    @Test("A directory without inventory is an error")
    func nothing() throws {
        let scratch = try Scratch()
        let expected = "give AWS CLI output, a Terraform state or plan, a CloudFormation template or a Pulumi stack"
        #expect(scratch.message() == "DIR: no inventory in it (it has no files); \(expected)")
        try scratch.write("notes.txt", "hello")
        #expect(scratch.message() == "DIR: no inventory in it (1 file, of no known kind); \(expected)")
        try scratch.write("x.json", "[]")
        #expect(scratch.message() == "DIR: no inventory in it (2 files, none of a known kind); \(expected)")
    }

    @Test("A broken file of a known kind below a directory is an error")
    func broken() throws {
        let scratch = try Scratch()
        try scratch.write("a.json", group("sg-1"))
        try scratch.write("b.json", String(group("sg-2").dropLast(5)))
        #expect(scratch.message() == "DIR/b.json: line 1: the JSON ends in the middle; it was cut off, fetch it again")
    }

    @Test(
        "A file that was read before is an error when it is empty, cut or something else, also below a directory with others",
        arguments: [
            "", "  \n", "{", #"{"SecurityGroups": [{"GroupId": "sg-b", "#, "An error occurred", #"{"name": "x"}"#, "[1, 2]",
        ])
    func brokeSince(_ text: String) throws {
        let scratch = try Scratch()
        try scratch.write("a.json", group("sg-a"))
        try scratch.write("b.json", group("sg-b"))
        let first = try InputReader().read([.path(scratch.path)])
        #expect(first.files.count == 2)
        try scratch.write("b.json", text)
        let error = #expect(throws: ReadError.self) {
            try InputReader(readBefore: Set(first.files)).read([.path(scratch.path)])
        }
        #expect(error?.file == "\(scratch.path)/b.json")
        // What is gone is gone, and what was never anything known stays uncounted.
        try FileManager.default.removeItem(atPath: "\(scratch.path)/b.json")
        try scratch.write("c.json", text.isEmpty ? "x" : "")
        #expect(try InputReader(readBefore: Set(first.files)).read([.path(scratch.path)]).files.count == 1)
    }

    @Test("A plan below a directory is skipped and named")
    func plan() throws {
        let scratch = try Scratch()
        try scratch.write("a.json", group("sg-1"))
        try scratch.write("plan.json", #"{"format_version": "1.2", "planned_values": {}}"#)
        let notices = try InputReader().read([.path(scratch.path)]).inventory.notices
        #expect(notices == ["\(scratch.path)/plan.json is a Terraform plan: skipped, name it with -i to read it"])
    }

    @Test("Of a state and its backup the newer one counts")
    func backup() throws {
        let scratch = try Scratch()
        try scratch.write("terraform.tfstate", state("sg-new", serial: 8))
        try scratch.write("terraform.tfstate.backup", state("sg-old", serial: 7))
        let inventory = try InputReader().read([.path(scratch.path)]).inventory
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] } == ["sg-new"])
        #expect(inventory.notices.count == 1)
    }

    @Test("A binary of 5 MB is refused by its first bytes")
    func binary() throws {
        let scratch = try Scratch()
        try Data([0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 5_000_000)).write(
            to: URL(filePath: "\(scratch.path)/program"))
        let message = Fixtures.message { _ = try InputReader().read([.path("\(scratch.path)/program")]) }
        #expect(message?.contains(": is not text; give ") == true)
    }

    @Test("Standard input is read once")
    func standardInput() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let text = Array(group("sg-1").utf8)
        #expect(write(ends[1], text, text.count) == text.count)
        close(ends[1])
        defer { close(ends[0]) }
        let reader = InputReader(standardInput: ends[0])
        let loaded = try reader.read([.standardInput])
        #expect(loaded.inventory.label == "standard input")
        #expect(loaded.inventory.loadedGroups.count == 1)
        let message = Fixtures.message { _ = try InputReader(standardInput: ends[0]).read([InputArgument("-"), .standardInput]) }
        #expect(message == "standard input: is empty; the command that wrote it probably failed, run it again")
    }

    @Test("Notes are looked for beside the first input")
    func notes() throws {
        let scratch = try Scratch()
        try scratch.write("groups.json", group("sg-1"))
        try scratch.write("sgscope.yaml", "title: x")
        let loaded = try InputReader().read([.path("\(scratch.path)/groups.json")])
        #expect(loaded.notesFile == "\(scratch.path)/sgscope.yaml")
    }

    @Test(
        "A title names the inputs",
        arguments: [
            (["terraform-inline/aws"], "aws"),
            (["variants/paged.json", "variants/page-2.json"], "paged.json + page-2.json"),
            (
                ["variants/paged.json", "variants/page-2.json", "variants/empty.json", "variants/single-group.json"],
                "paged.json + page-2.json + 2 more"
            ),
        ])
    func labels(_ names: [String], _ label: String) throws {
        #expect(try InputReader().read(names.map { .path(Fixtures.path($0)) }).inventory.label == label)
    }

    @Test("A name with an escape sequence cannot act on the terminal")
    func hostileName() {
        let message = Fixtures.message { _ = try InputReader().read([.path("/none/\u{1B}[2J\nx")]) }
        #expect(message == "/none/\\u{1B}[2J\\u{A}x: no such file or directory; check the path")
    }
}
