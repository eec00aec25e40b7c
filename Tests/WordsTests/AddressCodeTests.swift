import CoreModel
import Readers
import Testing

@testable import Words

/// Public addresses that are associated, as code: by their allocations, which no input may tell.
@Suite("Public addresses as code")
struct AddressCodeTests {
    /// A VPC with an interface; the addresses of the account where they are listed.
    private static func code(_ addresses: String?) throws -> ChangeCode {
        let network = """
            {"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16","OwnerId":"123456789012"}],
             "SecurityGroups":[{"GroupId":"sg-1","GroupName":"app","VpcId":"vpc-1","OwnerId":"123456789012","Description":"d",
               "IpPermissions":[],"IpPermissionsEgress":[]}],
             "NetworkInterfaces":[{"NetworkInterfaceId":"eni-1","VpcId":"vpc-1","SubnetId":"subnet-1","OwnerId":"123456789012",
               "Groups":[{"GroupId":"sg-1"}],"PrivateIpAddress":"10.0.0.1",
               "PrivateIpAddresses":[{"PrivateIpAddress":"10.0.0.1","Primary":true}]}]}
            """
        let texts = [network] + (addresses.map { ["{\"Addresses\":[\($0)]}"] } ?? [])
        let documents = texts.enumerated().map { place, text in (name: "\(place).json", bytes: Array(text.utf8)) }
        let inventory = try InputReader().read(documents: documents, label: "test")
        return ChangeCode(inventory, Names(inventory))
    }

    private static let listed = #"{"PublicIp":"8.8.4.7","AllocationId":"eipalloc-7","Domain":"vpc"}"#
    private static let place = "--network-interface-id eni-1 --private-ip-address 10.0.0.1"
    private static let associate = "aws ec2 associate-address \(place) --allocation-id"

    @Test(
        "One that is listed is associated by its allocation, one that no input tells is looked up, and a new one is allocated",
        arguments: [
            (listed, "8.8.4.7", "", "aws ec2 associate-address --allocation-id eipalloc-7 \(place)\n"),
            (
                nil, "8.8.4.9", "",
                "\(associate) \"$(aws ec2 describe-addresses --public-ips 8.8.4.9 --query 'Addresses[0].AllocationId' --output text)\"\n"
            ),
            // Another reading tells its allocation, and the account may have it.
            (
                nil, "8.8.4.9", "eipalloc-9",
                "\(associate) \"$(aws ec2 describe-addresses --public-ips 8.8.4.9 --query 'Addresses[0].AllocationId' --output text)\"\n"
            ),
            (
                listed, "8.8.4.9", "eipalloc-9",
                """
                # AWS chooses the address, which is another one than 8.8.4.9
                \(associate) "$(aws ec2 allocate-address --domain vpc --query AllocationId --output text)"

                """
            ),
        ] as [(String?, String, String, String)])
    func commands(addresses: String?, address: String, allocation: String, command: String) throws {
        let code = try Self.code(addresses)
        let edit = Edit.network(
            .associate(
                EditedAssociation(
                    try IPAddress(parsing: address), allocation: allocation, interface: "eni-1",
                    privateAddress: try IPAddress(parsing: "10.0.0.1"))))
        #expect(code.text([edit], as: .aws) == command)
        let back = code.undo([edit])
        #expect(back.hasPrefix("aws ec2 disassociate-address --association-id \"$(aws ec2 describe-addresses "), "\(back)")
        let isKnown = addresses != nil && address == "8.8.4.7"
        let found = isKnown ? "--allocation-ids eipalloc-7" : "--filters Name=network-interface-id,Values=eni-1 "
        #expect(back.contains(found), "\(back)")
    }

    @Test(
        "A resource names the allocation; where none is told the address is a comment",
        arguments: [CodeForm.terraform, .cloudformation, .pulumi])
    func resources(form: CodeForm) throws {
        let (own, address) = (try IPAddress(parsing: "10.0.0.1"), try IPAddress(parsing: "8.8.4.9"))
        func text(_ allocation: String) throws -> String {
            let new = EditedAssociation(address, allocation: allocation, interface: "eni-1", privateAddress: own)
            return try Self.code(nil).text([.network(.associate(new))], as: form)
        }
        #expect(
            try text("") == "\(form.comment("associate 8.8.4.9, whose allocation is not told, with eni-1 as 10.0.0.1"))\n")
        #expect(try text("eipalloc-9").contains("\"eipalloc-9\""))
    }
}
