import Reachability
import Readers
import CoreModel
import Testing

@Suite("What is one thing in several templates")
struct TemplateIdentityTests {
    private static func alike(_ port: Int) -> String {
        """
        Parameters: {Office: {Type: String}}
        Resources:
          SecurityGroup:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: x
              VpcId: vpc-1
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: \(port), ToPort: \(port), CidrIp: 0.0.0.0/0}
                - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office}
                - {IpProtocol: tcp, FromPort: 9, ToPort: 9, SourceSecurityGroupId: !Ref SecurityGroup}

        """
    }

    @Test("Two stacks with one logical id are two groups, and a question has to say which")
    func identity() throws {
        let inventory = try System(
            "x", [("a/web.yaml", Self.alike(443)), ("a/db.yaml", Self.alike(5432)), ("b/db.yaml", Self.alike(3306))], []
        ).read()
        #expect(
            inventory.loadedGroups.map { inventory[inventory[$0].id] }.sorted()
                == ["a/db/SecurityGroup", "b/db/SecurityGroup", "web/SecurityGroup"])
        let analyzer = Analyzer(inventory)
        let candidates = try ["a/db/SecurityGroup", "b/db/SecurityGroup", "web/SecurityGroup"].map { id in
            EndCandidate(id, end: .group(try #require(inventory.group(id: id))))
        }
        #expect(throws: QuestionError.ambiguousEnd("SecurityGroup", candidates: candidates)) {
            try analyzer.resolver.resolve("SecurityGroup")
        }
        for question in [
            Expected("internet -> web/SecurityGroup:443", .allowed), Expected("internet -> web/SecurityGroup:5432", .blocked),
            Expected("internet -> a/db/SecurityGroup:5432", .allowed), Expected("internet -> b/db/SecurityGroup:5432", .blocked),
            Expected("web/SecurityGroup -> a/db/SecurityGroup:9", .blocked),
            Expected("web/SecurityGroup -> web/SecurityGroup:9", .allowed),
            Expected("198.51.100.7 -> web/SecurityGroup:22", .depends, because: "parameter web/Office"),
        ] { try question.check(inventory) }
    }

    @Test("A template that lies twice in one folder is read once, and in two folders is two stacks")
    func copies() throws {
        let twice = try System("x", [("a/web.yaml", Self.alike(443)), ("a/copy.yaml", Self.alike(443))], []).read()
        #expect(twice.loadedGroups.count == 1)
        #expect(twice.notices.contains("a/copy.yaml is the same template as a/web.yaml: read once"))
        let apart = try System("x", [("dev/web.yaml", Self.alike(443)), ("prod/web.yaml", Self.alike(443))], []).read()
        #expect(
            apart.loadedGroups.map { apart[apart[$0].id] }.sorted() == ["dev/web/SecurityGroup", "prod/web/SecurityGroup"])
    }

    @Test("A VPC that the input does not settle is marked as such, one that it settles is not")
    func unknownVpc() throws {
        let text = """
            Parameters: {V: {Type: String}}
            Resources:
              Own: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              A: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !ImportValue net-vpc}}
              B: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref V}}
              C: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref Own}}
              D: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: vpc-1}}

            """
        let inventory = try Fixtures.read(text: text)
        let unknown = inventory.loadedGroups.filter { inventory.isUnknown(vpc: inventory[$0].vpc) }
        #expect(unknown.map { inventory[inventory[$0].id] }.sorted() == ["A", "B"])
    }
}
