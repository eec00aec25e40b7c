import Environments
import Glibc
import Measuring

/// The files of one size: a listing of groups, one of interfaces where there are any, and questions.
struct ScaleFiles {
    let groups: Int
    let interfaces: Int
    private let folder: String

    /// Writes what is not there yet.
    init(groups: Int, interfaces: Int, rules: Int = 100, in folder: String) throws(ProgramFailure) {
        self.groups = groups
        self.interfaces = interfaces
        self.folder = "\(folder)/\(groups)x\(rules)+\(interfaces)"
        if access(self.folder, F_OK) == 0 { return }
        guard mkdir(self.folder, 0o700) == 0, mkdir(input, 0o700) == 0 else { throw Self.failure(self.folder) }
        var listing = ListingFile(groups: groups, rules: rules, seed: 1)
        if listing.write(to: "\(input)/groups.json") == nil { throw Self.failure(input) }
        if interfaces > 0 {
            var carried = InterfaceListing(interfaces: interfaces, groups: groups, seed: 1)
            if !carried.write(to: "\(input)/interfaces.json") { throw Self.failure(input) }
        }
        let count = interfaces > 0 ? 1_500 : 3_000
        if !QuestionFile.write(count, groups: groups, seed: 1, to: questions) { throw Self.failure(questions) }
    }

    /// What commands read.
    var input: String { "\(folder)/input" }

    /// What `why --batch` reads.
    var questions: String { "\(folder)/questions" }

    /// The group that commands are asked about.
    var group: String { ListingFile.id(groups / 2) }

    /// Another one, of another VPC.
    var other: String { ListingFile.id(groups / 3) }

    /// Where a program's output goes.
    func output(of program: String) -> String { "\(folder)/\(program)" }

    func remove() {
        for name in ["input/groups.json", "input/interfaces.json", "questions", "own", "other"] { unlink("\(folder)/\(name)") }
        rmdir(input)
        rmdir(folder)
    }

    private static func failure(_ path: String) -> ProgramFailure {
        ProgramFailure(message: "cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
