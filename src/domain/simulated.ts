/** What the patient ID of a simulated study begins with: nobody's anatomy, and no network was made for it. */
export const SIMULATED_PATIENT_ID = 'CAUDA-SIM-'

export function isSimulated({ patientId }: { readonly patientId: string | undefined }): boolean {
  return patientId?.startsWith(SIMULATED_PATIENT_ID) === true
}
