import Foundation
import Support
import Testing

/// What `fix` says beside the changes, with the program as it is built.
@Suite("What fix says")
struct FixCommandTests {
    @Test(
        "What the notes deny on purpose is said where it is opened, above code too",
        arguments: [("", ""), ("aws", "# "), ("pulumi", "// "), ("line", "# ")])
    func againstNotes(form: String, sign: String) throws {
        let run = try ProgramRun(["fix", "alb", "rds", "5432"] + (form.isEmpty ? [] : ["--as", form]))
        let said = "\(sign)against the notes: ALB SG -> RDS SG:5432 is denied on purpose: \"ALB doesn't need database\""
        #expect(run.status == 0)
        #expect(run.output.replacing("\n", with: " ").contains(said), "\(run.output)")
    }

    @Test("What the notes say nothing against has no such line")
    func alone() throws {
        #expect(!(try ProgramRun(["fix", "redis -> chat-dev-api-0:22"]).output.contains("against the notes")))
        let objects = try ProgramRun(["fix", "alb -> rds:5432", "--format", "json"]).objects
        let question = (objects.first?["questions"] as? [[String: Any]])?.first
        #expect(question?["against_notes"] as? Bool == true)
    }

    @Test("What it depends on then is said")
    func depends() throws {
        let state = Places.inputs.appending(path: "terraform-rules/terraform.tfstate").path
        let run = try ProgramRun(["fix", "-i", state, "alb -> rds:3389"])
        let text = run.output.replacing("\n", with: " ")
        #expect(run.status == 1 && text.contains("so that it depends then: "), "\(text)")
        #expect(text.contains("not all of its routes are in the input"), "\(text)")
    }

    @Test("The verbs are those of what is told: depends and is, both")
    func grammar() throws {
        let both = try ProgramRun(["fix", "--batch", "-"], input: "alb -> rds:5432\napi -> rds:5432\n").output
        #expect(both.replacing("\n", with: " ").contains("1 change makes both questions as meant"), "\(both)")
        let marked = "\u{FEFF}alb -> rds:5432\r\napi -> rds:5432\r\n"
        #expect(try ProgramRun(["fix", "--batch", "-"], input: marked).output == both)
        let fine = try ProgramRun(["fix", "--batch", "-"], input: "internet -> alb:443\napi -> rds:5432\n").output
        #expect(fine.contains("Both questions are as meant."), "\(fine)")
    }

    @Test("What takes it back is written in the form that is asked for", arguments: ["fix", "trial"])
    func undo(command: String) throws {
        let asked = command == "fix" ? ["alb", "rds", "5432"] : ["--with", "+ rds in 5432 from alb"]
        let aws = try ProgramRun([command] + asked + ["--undo"]).output
        #expect(aws.contains("aws ec2 revoke-security-group-ingress "), "\(aws)")
        let pulumi = try ProgramRun([command] + asked + ["--undo", "--as", "pulumi"]).output
        #expect(pulumi.contains("// delete the ingress rule resource of RDS SG "), "\(pulumi)")
        #expect(pulumi.split(separator: "\n").allSatisfy { $0.hasPrefix("//") }, "\(pulumi)")
        let line = try ProgramRun([command] + asked + ["--undo", "--as", "line"]).output
        #expect(line.contains("- RDS SG ingress tcp 5432 from ALB SG"), "\(line)")
    }
}
